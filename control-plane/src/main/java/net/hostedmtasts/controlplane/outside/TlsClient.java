package net.hostedmtasts.controlplane.outside;

import com.google.common.net.InetAddresses;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.smallrye.mutiny.Uni;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * TLS as a sending MTA speaks it (RFC 8461, section 3.3). One context for all connections: making
 * one costs more than a handshake. It knows no peer's name and port, so no session is ever resumed,
 * which would show the certificate of then.
 */
final class TlsClient {
  /**
   * A handshake in Java costs ten times as much; where there is no BoringSSL it does all the same.
   */
  private static final SslProvider PROVIDER =
      OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

  private final Map<SSLEngine, PresentedChain> shown =
      Collections.synchronizedMap(new WeakHashMap<>());
  private final SslContext context;

  /** Without ALPN, as sending MTAs come. */
  TlsClient() {
    this(List.of());
  }

  /**
   * With ALPN (RFC 7301).
   *
   * @param protocols that are offered
   */
  TlsClient(List<String> protocols) {
    this.context = context(protocols);
  }

  /** One end of one connection; what the other end shows goes into {@code chain}. */
  SSLEngine engine(CertifiedHost host, PresentedChain chain) {
    return engine(host.value(), chain);
  }

  /** The same for any host; an address is no server name (RFC 6066, section 3). */
  SSLEngine engine(String host, PresentedChain chain) {
    SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
    if (!InetAddresses.isInetAddress(host)) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      engine.setSSLParameters(parameters);
    }
    shown.put(engine, chain);
    return engine;
  }

  /** Why a handshake failed; empty where it did not. */
  static Uni<Optional<Throwable>> handshake(SslHandler tls) {
    return Uni.createFrom()
        .emitter(
            done ->
                tls.handshakeFuture()
                    .addListener(ended -> done.complete(Optional.ofNullable(ended.cause()))));
  }

  private SslContext context(List<String> protocols) {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(PROVIDER)
          .trustManager(new ShownCertificates(shown))
          .protocols("TLSv1.3", "TLSv1.2")
          .applicationProtocolConfig(offered(protocols))
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("Every TLS library has TLS 1.2 and 1.3", e);
    }
  }

  private static ApplicationProtocolConfig offered(List<String> protocols) {
    return protocols.isEmpty()
        ? ApplicationProtocolConfig.DISABLED
        : new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            protocols);
  }
}
