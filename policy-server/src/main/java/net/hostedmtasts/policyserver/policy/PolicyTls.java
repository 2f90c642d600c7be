package net.hostedmtasts.policyserver.policy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import javax.net.ssl.SSLException;
import net.hostedmtasts.policyserver.certificate.SniKeyManagerFactory;
import net.hostedmtasts.policyserver.certificate.SniKeys;

/** The one TLS context for all policy hosts. */
@Singleton
final class PolicyTls {
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

  @Inject
  PolicyTls(SniKeys keys) {
    try {
      context =
          SslContextBuilder.forServer(new SniKeyManagerFactory(keys))
              .sslProvider(SslProvider.OPENSSL)
              .protocols("TLSv1.3", "TLSv1.2")
              .ciphers(SUITES)
              .build();
    } catch (SSLException e) {
      throw new IllegalStateException("No TLS: " + OpenSsl.unavailabilityCause(), e);
    }
    forgetSessions(context);
  }

  /**
   * A resumed session would skip the choice of the key, and senders hardly ever come back in time.
   */
  private static void forgetSessions(SslContext context) {
    if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    }
  }

  SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator);
    if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
      // Netty switches tickets on for every engine that offers TLS 1.3, for TLS 1.2 with it, and
      // has
      // no other way to switch them off than a property of the whole process.
      SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
    return handler;
  }
}
