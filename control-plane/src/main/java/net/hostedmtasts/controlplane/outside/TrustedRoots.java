package net.hostedmtasts.controlplane.outside;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The roots that a certificate must lead to. */
@Singleton
final class TrustedRoots {
  private static final int LAST = 10_000;

  private final Optional<Path> file;
  private volatile @Nullable Set<TrustAnchor> anchors;

  TrustedRoots(OutsideSettings settings) {
    this.file = settings.trust();
  }

  /**
   * Refuses a wrong file at start; after the local authority, which may only now have written it.
   */
  void start(@Observes @Priority(LAST) StartupEvent event) {
    anchors();
  }

  Set<TrustAnchor> anchors() {
    Set<TrustAnchor> known = anchors;
    if (known == null) {
      known = file.map(TrustedRoots::read).orElseGet(TrustedRoots::publicOnes);
      anchors = known;
    }
    return known;
  }

  private static Set<TrustAnchor> read(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      Set<TrustAnchor> roots =
          anchors(
              CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                  .map(X509Certificate.class::cast));
      if (roots.isEmpty()) {
        throw new IllegalStateException("check.trust: " + file + " holds no certificate");
      }
      return roots;
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException("check.trust: " + file + " cannot be read", e);
    }
  }

  private static Set<TrustAnchor> publicOnes() {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init((@Nullable KeyStore) null);
      return anchors(
          Arrays.stream(factory.getTrustManagers())
              .filter(X509TrustManager.class::isInstance)
              .map(X509TrustManager.class::cast)
              .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The Java runtime's roots cannot be read", e);
    }
  }

  private static Set<TrustAnchor> anchors(Stream<X509Certificate> roots) {
    return roots.map(root -> new TrustAnchor(root, null)).collect(Collectors.toUnmodifiableSet());
  }
}
