package net.hostedmtasts.controlplane.certificate.acme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/**
 * Any directory that the operator names, with the roots that the operator trusts, asked within a
 * limit.
 */
final class OperatorsAuthority extends AbstractAcmeProvider {
  private final Optional<Path> trust;
  private final CallLimit limit;

  OperatorsAuthority(Optional<Path> trust, CallLimit limit) {
    this.trust = trust;
    this.limit = limit;
  }

  @Override
  public boolean accepts(URI directory) {
    return true;
  }

  @Override
  public URL resolve(URI directory) {
    try {
      return directory.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("A directory that is no URL: " + directory, e);
    }
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings network) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(network.getTimeout())
            .version(HttpClient.Version.HTTP_1_1);
    trust.ifPresent(file -> client.sslContext(trusting(file)));
    return new LimitedClient(client.build(), limit);
  }

  private static SSLContext trusting(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      int count = 0;
      for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        roots.setCertificateEntry("root-" + count++, root);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(roots);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException("The roots of an authority cannot be read: " + file, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The roots of an authority cannot be used: " + file, e);
    }
  }
}
