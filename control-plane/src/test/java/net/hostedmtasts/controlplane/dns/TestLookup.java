package net.hostedmtasts.controlplane.dns;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.outside.TestOutside;

/** A look-up with resolvers of the test. */
public final class TestLookup {
  private static final Duration TIMEOUT = Duration.ofMillis(700);

  private TestLookup() {}

  private record Settings(Optional<List<String>> resolvers, Duration timeout)
      implements DnsSettings {}

  public static DnsLookup of(Vertx vertx, String... resolvers) {
    return of(vertx, TestOutside.open(53), new SimpleMeterRegistry(), resolvers);
  }

  public static DnsLookup of(
      Vertx vertx, TestOutside outside, SimpleMeterRegistry metrics, String... resolvers) {
    return new DnsLookup(
        vertx,
        new Settings(Optional.of(List.of(resolvers)), TIMEOUT),
        outside.connector(metrics),
        outside,
        metrics,
        Clock.systemUTC());
  }
}
