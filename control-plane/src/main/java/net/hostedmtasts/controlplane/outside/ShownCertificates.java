package net.hostedmtasts.controlplane.outside;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes down the certificates that a server shows and lets the handshake go on, so that a bad one
 * can be described. Whoever uses it judges them before anything is sent.
 */
final class ShownCertificates extends X509ExtendedTrustManager {
  private final Map<SSLEngine, PresentedChain> shown;

  ShownCertificates(Map<SSLEngine, PresentedChain> shown) {
    this.shown = shown;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
      throws CertificateException {
    PresentedChain chain = shown.remove(engine);
    if (chain == null) {
      throw new CertificateException("Shown twice");
    }
    chain.show(parsed(certificates));
  }

  /** As the Java runtime has them: its path builder reads no other kind quickly. */
  private static List<X509Certificate> parsed(X509Certificate[] certificates)
      throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> parsed = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      parsed.add(
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
    }
    return parsed;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket) {
    throw new UnsupportedOperationException("For engines");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] certificates, String type) {
    throw new UnsupportedOperationException("For engines");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("For clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket) {
    throw new UnsupportedOperationException("For clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] certificates, String type) {
    throw new UnsupportedOperationException("For clients");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
