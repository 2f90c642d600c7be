package net.hostedmtasts.policyserver.policy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslHandler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import javax.net.ssl.SSLParameters;
import net.hostedmtasts.policyserver.certificate.SniKeyManagerFactory;
import net.hostedmtasts.policyserver.certificate.SniKeys;
import net.hostedmtasts.policyserver.listener.ServerTls;

/** The one TLS context for all policy hosts. */
@Singleton
final class PolicyTls {
  private final ServerTls tls;

  @Inject
  PolicyTls(SniKeys keys) {
    SSLParameters parameters = new SSLParameters();
    parameters.setSNIMatchers(List.of(keys.names()));
    tls =
        ServerTls.of(
            new SniKeyManagerFactory(keys), ApplicationProtocolConfig.DISABLED, parameters);
  }

  SslHandler newHandler(ByteBufAllocator allocator, long handshakeMillis) {
    return tls.newHandler(allocator, handshakeMillis);
  }
}
