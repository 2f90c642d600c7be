package net.hostedmtasts.policyserver.validation;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.ObjLongConsumer;
import javax.net.ssl.SSLParameters;
import net.hostedmtasts.policyserver.certificate.SniKeyManagerFactory;
import net.hostedmtasts.policyserver.challenge.TlsChallenges;
import net.hostedmtasts.policyserver.listener.ServerTls;

/** Which handshakes are a CA's, and the TLS context that answers them. */
@Singleton
public final class Validations {
  /** The protocol that has nothing but a handshake (RFC 8737, section 4). */
  static final String PROTOCOL = "acme-tls/1";

  private final TlsChallenges challenges;
  private final ValidationEnd end;
  private final ServerTls tls;

  @Inject
  public Validations(TlsChallenges challenges, MeterRegistry metrics) {
    this.challenges = challenges;
    this.end = new ValidationEnd(metrics);
    this.tls =
        ServerTls.of(
            new SniKeyManagerFactory(new ValidationKeys(challenges)),
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                PROTOCOL),
            new SSLParameters());
  }

  /**
   * Whether a CA may come now. If not, nothing has to be looked at before the usual TLS engine sees
   * it.
   */
  public boolean expected() {
    return challenges.pending();
  }

  /**
   * Tells for one connection, before any other handler has seen it, whether a CA has come.
   *
   * @param limit for the whole handshake
   * @param usual adds the handlers of all other connections, for a handshake in so many
   *     milliseconds
   */
  public ChannelHandler lookOut(Duration limit, ObjLongConsumer<ChannelPipeline> usual) {
    return new ClientHelloHandler(this, limit, usual);
  }

  /** Exactly this protocol, and a host that a challenge is pending for (RFC 8737, section 3). */
  boolean isOne(ClientHello hello) {
    return hello.protocols().equals(List.of(PROTOCOL))
        && hello.serverName().filter(challenges::pending).isPresent();
  }

  void answer(ChannelPipeline pipeline, long handshakeMillis) {
    var unused =
        pipeline.addLast(tls.newHandler(pipeline.channel().alloc(), handshakeMillis)).addLast(end);
  }
}
