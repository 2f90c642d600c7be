package net.hostedmtasts.controlplane.outside;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Settings of checks in tests. */
public record TestOutside(
    int httpsPort, int httpPort, int dnsPort, Optional<Path> trust, boolean allowLoopback)
    implements OutsideSettings {

  public TestOutside(int httpsPort, int dnsPort, Optional<Path> trust, boolean allowLoopback) {
    this(httpsPort, 80, dnsPort, trust, allowLoopback);
  }

  /** With loopback open. */
  public static TestOutside open(int dnsPort) {
    return new TestOutside(443, dnsPort, Optional.empty(), true);
  }

  /** As in production. */
  public static TestOutside closed(int dnsPort) {
    return new TestOutside(443, dnsPort, Optional.empty(), false);
  }

  /** The same where challenges are looked for at another port. */
  public TestOutside withHttpPort(int port) {
    return new TestOutside(httpsPort, port, dnsPort, trust, allowLoopback);
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

  /** The same over TLS. */
  public TlsChallengeLook tlsChallengeLook(Connector connector) {
    return new TlsChallengeLook(connector, this);
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
  public int smtpPort() {
    return 25;
  }
}
