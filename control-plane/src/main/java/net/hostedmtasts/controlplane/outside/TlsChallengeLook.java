package net.hostedmtasts.controlplane.outside;

import io.netty.handler.ssl.SslHandler;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** Looks for a challenge's answer over TLS as an authority does (RFC 8737). Never fails. */
@ApplicationScoped
public class TlsChallengeLook {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String PROTOCOL = "acme-tls/1";

  private final Connector connector;
  private final TlsClient client = new TlsClient(List.of(PROTOCOL));
  private final int port;

  TlsChallengeLook(Connector connector, OutsideSettings settings) {
    this.connector = connector;
    this.port = settings.httpsPort();
  }

  /**
   * Looks at one address.
   *
   * @return why an authority would not be content, for people; empty where it would
   */
  public Uni<Optional<String>> look(
      CertifiedHost host, InetAddress address, String keyAuthorization) {
    return Uni.createFrom()
        .deferred(() -> begin(host, address, keyAuthorization))
        // Keys and certificates cost milliseconds.
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Uni<Optional<String>> begin(
      CertifiedHost host, InetAddress address, String keyAuthorization) {
    PresentedChain presented = new PresentedChain();
    SslHandler tls = new SslHandler(client.engine(host, presented));
    // One deadline for everything: the connection is closed then.
    tls.setHandshakeTimeoutMillis(0);
    return connector
        .connect(new InetSocketAddress(address, port), DEADLINE, pipeline -> pipeline.addLast(tls))
        .chain(
            connection ->
                connection instanceof Connection.Open open
                    ? TlsClient.handshake(tls)
                        .map(failure -> judge(failure, tls, presented, host, keyAuthorization))
                        .onTermination()
                        .invoke(
                            () -> {
                              var unused = open.channel().close();
                            })
                    : Uni.createFrom()
                        .item(Optional.of(((Connection.NotOpen) connection).detail())));
  }

  private static Optional<String> judge(
      Optional<Throwable> failure,
      SslHandler tls,
      PresentedChain presented,
      CertifiedHost host,
      String keyAuthorization) {
    if (failure.isPresent()) {
      return Optional.of(HandshakeFailure.of(failure.get()).detail());
    }
    if (!PROTOCOL.equals(tls.applicationProtocol())) {
      return Optional.of("it does not speak " + PROTOCOL);
    }
    return ValidationCertificate.wrong(presented.chain().get(0), host, keyAuthorization);
  }
}
