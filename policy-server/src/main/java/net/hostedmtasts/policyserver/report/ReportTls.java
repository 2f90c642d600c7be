package net.hostedmtasts.policyserver.report;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.spi.tls.DefaultSslContextFactory;
import io.vertx.core.spi.tls.SslContextFactory;
import jakarta.inject.Singleton;
import javax.net.ssl.SSLException;

/**
 * TLS of the listener for reports: BoringSSL, as on the listener of policies, and as there nothing
 * is ever resumed, because that would skip the choice of the key.
 */
@Singleton
final class ReportTls implements HttpServerOptionsCustomizer {

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    options.setSslEngineOptions(new Unresumed());
  }

  /** Without a cache of sessions, and without tickets. */
  private static final class Unresumed extends OpenSSLEngineOptions {

    @Override
    public OpenSSLEngineOptions copy() {
      return new Unresumed();
    }

    @Override
    public SslContextFactory sslContextFactory() {
      return new DefaultSslContextFactory(SslProvider.OPENSSL, false) {
        @Override
        public SslContext create() throws SSLException {
          return new TicketlessContext(super.create());
        }
      };
    }
  }
}
