package net.hostedmtasts.policyserver.listener;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** A TLS context of BoringSSL. Nothing that it has agreed on is ever resumed. */
public final class ServerTls {
  /**
   * Forward secrecy and authenticated encryption only. The suites of TLS 1.3 are all of that kind.
   */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final SslContext context;
  private final SSLParameters parameters;

  private ServerTls(SslContext context, SSLParameters parameters) {
    this.context = context;
    this.parameters = parameters;
  }

  /**
   * Makes the context for these keys.
   *
   * @param protocols what is agreed on by ALPN; {@link ApplicationProtocolConfig#DISABLED} for
   *     nothing
   * @param parameters for each connection: no suites and no protocols
   */
  public static ServerTls of(
      KeyManagerFactory keys, ApplicationProtocolConfig protocols, SSLParameters parameters) {
    // Netty sets it for the context, and the parameters would take it back.
    parameters.setUseCipherSuitesOrder(true);
    try {
      SslContext context =
          SslContextBuilder.forServer(keys)
              .sslProvider(SslProvider.OPENSSL)
              .protocols("TLSv1.3", "TLSv1.2")
              .ciphers(SUITES)
              .applicationProtocolConfig(protocols)
              .build();
      forgetSessions(context);
      return new ServerTls(context, parameters);
    } catch (SSLException e) {
      throw new IllegalStateException("No TLS: " + OpenSsl.unavailabilityCause(), e);
    }
  }

  /**
   * A resumed session would skip the choice of the key, and senders hardly ever come back in time.
   */
  private static void forgetSessions(SslContext context) {
    if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    }
  }

  /**
   * For one connection.
   *
   * @param handshakeMillis time for the handshake
   */
  public SslHandler newHandler(ByteBufAllocator allocator, long handshakeMillis) {
    SslHandler handler = context.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(handshakeMillis);
    handler.engine().setSSLParameters(parameters);
    if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
      // Netty switches tickets on for every engine that offers TLS 1.3, for TLS 1.2 with it, and
      // has no other way to switch them off than a property of the whole process.
      SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
    return handler;
  }
}
