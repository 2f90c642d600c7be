package net.hostedmtasts.controlplane.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8737, section 3: what an authority that validates by TLS-ALPN-01 is content with. */
class TlsChallengeLookTest {
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final String AUTHORIZATION = "token.thumbprint";
  private static final ASN1ObjectIdentifier ACME_IDENTIFIER =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

  private static Optional<String> look(InetAddress address, int port) {
    TestOutside outside = new TestOutside(port, 53, Optional.empty(), true);
    return new TlsChallengeLook(outside.connector(new SimpleMeterRegistry()), outside)
        .look(HOST, address, AUTHORIZATION)
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  /**
   * @param name of the certificate
   * @param answers the key authorization in its extension; "-" where it has none
   */
  @ParameterizedTest(name = "{0} speaks {1}, for {2} answers {3}, critical {4}: {5}")
  @CsvSource({
    "127.0.0.2, acme-tls/1, mta-sts.example.com, token.thumbprint, true, -",
    "::1,       acme-tls/1, mta-sts.example.com, token.thumbprint, true, -",
    "127.0.0.2, acme-tls/1, mta-sts.example.com, other.thumbprint, true, another challenge",
    "127.0.0.2, acme-tls/1, mta-sts.example.com, token.thumbprint, false, does not answer",
    "127.0.0.2, acme-tls/1, mta-sts.example.com, -, true, does not answer",
    "127.0.0.2, acme-tls/1, mta-sts.example.org, token.thumbprint, true, other names",
    "127.0.0.2, '', mta-sts.example.com, token.thumbprint, true, does not speak acme-tls/1",
    "127.0.0.2, http/1.1, mta-sts.example.com, token.thumbprint, true, alert",
  })
  void an_authority_wants(
      String address, String protocol, String name, String answers, boolean critical, String wrong)
      throws IOException, GeneralSecurityException {
    try (SSLServerSocket server = listen(address, name, answers, critical)) {
      answer(server, protocol);
      Optional<String> found = look(server.getInetAddress(), server.getLocalPort());
      if (wrong.equals("-")) {
        assertThat(found).isEmpty();
      } else {
        assertThat(found).hasValueSatisfying(text -> assertThat(text).contains(wrong));
      }
    }
  }

  @Test
  void somebody_has_to_listen() throws IOException, GeneralSecurityException {
    SSLServerSocket server = listen("127.0.0.2", HOST.value(), AUTHORIZATION, true);
    server.close();
    assertThat(look(InetAddress.getByName("127.0.0.2"), server.getLocalPort()))
        .contains("nothing listens there");
  }

  private static void answer(SSLServerSocket server, String protocol) {
    Thread thread =
        new Thread(
            () -> {
              try (SSLSocket connection = (SSLSocket) server.accept()) {
                SSLParameters parameters = connection.getSSLParameters();
                parameters.setApplicationProtocols(
                    protocol.isEmpty() ? new String[0] : new String[] {protocol});
                connection.setSSLParameters(parameters);
                connection.startHandshake();
                int unused = connection.getInputStream().read();
              } catch (IOException ended) {
                // The client went away.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static SSLServerSocket listen(
      String address, String name, String answers, boolean critical)
      throws IOException, GeneralSecurityException {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        keys.getPrivate(),
        new char[0],
        new X509Certificate[] {certificate(keys, name, answers, critical)});
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName(address));
  }

  private static X509Certificate certificate(
      KeyPair keys, String name, String answers, boolean critical)
      throws IOException, GeneralSecurityException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=ACME challenge"),
            BigInteger.ONE,
            Date.from(now.minusSeconds(3600)),
            Date.from(now.plusSeconds(3600)),
            new X500Name("CN=ACME challenge"),
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
    if (!answers.equals("-")) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(answers.getBytes(US_ASCII));
      builder.addExtension(ACME_IDENTIFIER, critical, new DEROctetString(digest));
    }
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (org.bouncycastle.operator.OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
