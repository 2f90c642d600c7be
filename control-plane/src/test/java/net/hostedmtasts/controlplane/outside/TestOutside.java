package net.hostedmtasts.controlplane.outside;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Settings of checks in tests. */
public record TestOutside(int httpsPort, int dnsPort, Optional<Path> trust, boolean allowLoopback)
    implements OutsideSettings {

  /** With loopback open. */
  public static TestOutside open(int dnsPort) {
    return new TestOutside(443, dnsPort, Optional.empty(), true);
  }

  /** As in production. */
  public static TestOutside closed(int dnsPort) {
    return new TestOutside(443, dnsPort, Optional.empty(), false);
  }

  /** The connector that these settings make. */
  public Connector connector(SimpleMeterRegistry metrics) {
    return new Connector(this, metrics);
  }

  /** The fetch that these settings make. */
  public PolicyFetch policyFetch(Vertx vertx, Connector connector) {
    return new PolicyFetch(
        vertx, connector, new CertificateJudge(new TrustedRoots(this), Clock.systemUTC()), this);
  }

  /** The look for challenges that these settings make. */
  public ChallengeFetch challengeFetch(Connector connector) {
    return new ChallengeFetch(connector, this);
  }

  /** How many connections were attempted. */
  public static long attempts(SimpleMeterRegistry metrics) {
    return (long) metrics.counter("outside.connection.attempts").count();
  }

  /** How many connections were refused. */
  public static long refusals(SimpleMeterRegistry metrics) {
    return (long) metrics.counter("outside.connection.refusals").count();
  }

  @Override
  public int httpPort() {
    return 80;
  }

  @Override
  public int smtpPort() {
    return 25;
  }
}
