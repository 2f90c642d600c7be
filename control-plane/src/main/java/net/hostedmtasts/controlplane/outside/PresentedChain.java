package net.hostedmtasts.controlplane.outside;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedTrustManager;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/**
 * Takes down the certificates that a server shows and lets the handshake go on, so that a bad one
 * can be described. Whoever uses it judges them before anything is sent.
 */
final class PresentedChain extends X509ExtendedTrustManager {
  private volatile List<X509Certificate> chain = List.of();

  /** The certificates, the server's own first; empty as long as none has come. */
  List<X509Certificate> chain() {
    return chain;
  }

  Optional<CertificateFacts> facts() {
    return chain.stream().findFirst().map(CertificateFacts::of);
  }

  /**
   * TLS as a sending MTA speaks it (RFC 8461, section 3.3). A context for each connection: a
   * session resumed from an earlier one would show the certificate of then.
   */
  SSLEngine engine(PolicyHost host) {
    SSLEngine engine = context().newEngine(UnpooledByteBufAllocator.DEFAULT);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(host.value())));
    engine.setSSLParameters(parameters);
    return engine;
  }

  private SslContext context() {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .trustManager(this)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("Every Java runtime has TLS 1.2 and 1.3", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
    chain = List.of(shown);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
    chain = List.of(shown);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type) {
    chain = List.of(shown);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("For clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket) {
    throw new UnsupportedOperationException("For clients");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type) {
    throw new UnsupportedOperationException("For clients");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
