package net.hostedmtasts.policyserver.zone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * The service zone, the same on all edges (heartbeats carry a hash of it), and where this edge
 * listens for questions about it.
 */
@ConfigMapping(prefix = "zone")
public interface ZoneSettings {
  /** The service zone: the parent of every name that domain owners point their CNAMEs to. */
  String name();

  /** The public IPv4 and IPv6 addresses of the edges: what every policy host resolves to. */
  List<String> addresses();

  /**
   * The NS records, the first one is also the primary of the SOA. Each is a name, or a name with
   * addresses after it ({@code ns1.zone.example 192.0.2.1 2001:db8::1}); one inside the zone
   * without addresses has those of the edges. Default: {@code ns1} and {@code ns2} in the zone.
   * They must be those of the parent zone's delegation.
   */
  Optional<List<String>> nameServers();

  /** Mailbox of who is responsible, for the SOA: {@code hostmaster@} the zone by default. */
  Optional<String> responsible();

  /** Serial of the SOA. Nobody transfers this zone, so that it need not change. */
  @WithDefault("1")
  @Min(0)
  @Max(0xffff_ffffL)
  long serial();

  /** TTL of the zone's SOA and NS records. */
  @WithDefault("1h")
  Duration ttl();

  /** TTL of the name servers' own addresses: short, so that a dead edge can be taken out. */
  @WithDefault("5m")
  Duration addressTtl();

  /**
   * How long resolvers remember that a name or a record is absent (RFC 2308, section 5). Short: a
   * TXT that is asked for before its release should be seen soon after it.
   */
  @WithDefault("60s")
  Duration negativeTtl();

  /**
   * The operator receives DMARC reports at an address in this zone: the zone then says that reports
   * about any domain may be sent there ({@code *._report._dmarc}).
   */
  @WithDefault("false")
  boolean dmarcReports();

  /**
   * A host with several addresses needs one of them here: an answer to a datagram leaves from the
   * address that the host chooses when this is a wildcard.
   */
  @WithDefault("0.0.0.0")
  String listenAddress();

  /** For UDP and TCP. 0 takes a free one. */
  @WithDefault("8053")
  @Min(0)
  @Max(65_535)
  int port();

  /** Threads that answer, each with a UDP socket of its own where the system is Linux. */
  @WithDefault("1")
  @Min(1)
  @Max(64)
  int threads();

  /**
   * A TCP connection on which no complete question arrives for so long is closed (RFC 7766, section
   * 6.2.3).
   */
  @WithDefault("10s")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 5)
  Duration idleTimeout();

  /**
   * The same answer to the same network (/24 or /56) over UDP: more than so many in a second become
   * "ask over TCP", which is no larger than the question, so that nobody can use this server
   * against others. 0 for no limit.
   */
  @WithDefault("200")
  @Min(0)
  @Max(1_000_000)
  int responsesPerSecond();

  /** TCP connections in all; more are closed at once. */
  @WithDefault("1000")
  @Min(1)
  @Max(1_000_000)
  int connections();

  /** TCP connections of one client: an IPv4 address, or an IPv6 network of 64 bits. */
  @WithDefault("20")
  @Min(1)
  @Max(1_000_000)
  int connectionsPerClient();
}
