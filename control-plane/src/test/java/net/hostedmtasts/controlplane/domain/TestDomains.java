package net.hostedmtasts.controlplane.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;

/** Hosted domains without a database. */
public final class TestDomains {
  /** When all of it happens. */
  public static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  /** How long a disabled policy is served at least. */
  public static final Duration A_DAY = Duration.ofDays(1);

  /** TTL of the TXT record. */
  public static final Duration TTL = Duration.ofSeconds(60);

  private TestDomains() {}

  static Configuration pinned(Mode mode) {
    return pinned(mode, MaxAge.ONE_DAY);
  }

  static Configuration pinned(Mode mode, MaxAge maxAge) {
    return new Configuration(
        mode, maxAge, MxSource.PINNED, List.of(MxPattern.parse("mx.example.com")));
  }

  /** Just added. */
  public static HostedDomain added() {
    return new HostedDomain(UUID.randomUUID(), PolicyDomain.parse("example.com"), NOW);
  }

  /** Configured, with a policy that was published in this revision. */
  public static HostedDomain enabled(long revision) {
    HostedDomain domain = added();
    domain.recordsReady(NOW);
    domain.delegationSeen(TTL, NOW);
    configure(domain, Mode.TESTING, revision);
    return domain;
  }

  static void configure(HostedDomain domain, Mode mode, long revision) {
    domain.configure(pinned(mode), List.of(), NOW);
    domain.published(revision, NOW);
  }

  /** The owner's next change, published in this revision. */
  public static void change(HostedDomain domain, long revision) {
    configure(domain, revision % 2 == 0 ? Mode.TESTING : Mode.ENFORCE, revision);
  }

  /** On every edge. */
  public static HostedDomain active(long revision) {
    HostedDomain domain = enabled(revision);
    domain.releaseId(revision, NOW);
    domain.idLive(NOW);
    domain.verified(NOW);
    return domain;
  }

  /** Disabled; its policy {@code none} was published in this revision. */
  public static HostedDomain disabled(long revision) {
    HostedDomain domain = active(revision - 1);
    domain.disable(NOW.plus(A_DAY), NOW);
    domain.published(revision, NOW);
    return domain;
  }
}
