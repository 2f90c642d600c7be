package net.hostedmtasts.controlplane.outside;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/**
 * Fetches a policy as a sending MTA does (RFC 8461, section 3.3), from one address of the policy
 * host. Never fails: what goes wrong outside is a result too. Results come back on the event loop
 * that asked.
 */
@ApplicationScoped
public class PolicyFetch {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Connector connector;
  private final CertificateJudge judge;
  private final TlsClient client = new TlsClient();
  private final int port;

  PolicyFetch(Vertx vertx, Connector connector, CertificateJudge judge, OutsideSettings settings) {
    this.vertx = vertx;
    this.connector = connector;
    this.judge = judge;
    this.port = settings.httpsPort();
  }

  /** Fetches within 10 seconds in all. */
  public Uni<FetchResult> fetch(PolicyHost host, InetAddress address) {
    return fetch(host, address, DEADLINE);
  }

  /**
   * Fetches.
   *
   * @param deadline for everything together
   */
  public Uni<FetchResult> fetch(PolicyHost host, InetAddress address, Duration deadline) {
    Context caller = vertx.getOrCreateContext();
    return Uni.createFrom()
        .deferred(() -> begin(host, address, deadline))
        // Keys and certificates cost milliseconds.
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .emitOn(command -> caller.runOnContext(ignored -> command.run()));
  }

  private Uni<FetchResult> begin(PolicyHost host, InetAddress address, Duration deadline) {
    PolicyExchange exchange = new PolicyExchange(host, address, deadline, client, judge);
    return connector
        .connect(new InetSocketAddress(address, port), deadline, exchange::handlers)
        .chain(exchange::over);
  }
}
