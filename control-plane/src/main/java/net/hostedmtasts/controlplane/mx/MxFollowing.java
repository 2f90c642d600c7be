package net.hostedmtasts.controlplane.mx;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.MxPattern;

/**
 * The MX hosts that a policy lists by itself ({@code auto}), and how they follow the domain's MX
 * records: one more as soon as a resolver and all name servers that answer agree on it, one less
 * long after they agree that it is gone. Nothing else changes the list: no answer of one side
 * alone, and none that is failed, truncated, negative, or empty at one side.
 */
public record MxFollowing(@JsonProperty("hosts") List<MxHostSeen> hosts) {
  /** As many as fit into a policy of 100 beside the 50 patterns that the owner may add. */
  public static final int MOST_HOSTS = 50;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing seen yet. */
  public static final MxFollowing NOTHING = new MxFollowing(List.of());

  /**
   * What one check made of the list.
   *
   * @param added new on the list; every one goes into the audit log
   * @param removed no longer on the list
   * @param notListed hosts that are agreed on and do not fit
   * @param agreement if the list stayed as it is: why
   */
  public record Step(
      MxFollowing next,
      List<DomainName> added,
      List<DomainName> removed,
      List<DomainName> notListed,
      MxSeen.Agreement agreement) {

    /** Whether the policy has to be published again. */
    public boolean changed() {
      return !added.isEmpty() || !removed.isEmpty();
    }
  }

  public MxFollowing {
    hosts = List.copyOf(hosts);
    if (hosts.size() > MOST_HOSTS
        || hosts.stream().map(MxHostSeen::host).distinct().count() < hosts.size()) {
      throw new IllegalArgumentException("At most 50 MX hosts, none twice");
    }
  }

  /** Reads {@link #json()}. */
  public static MxFollowing read(String json) {
    try {
      return JSON.readValue(json, MxFollowing.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is stored. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The patterns for the policy: exactly these hosts. */
  public List<MxPattern> patterns() {
    return hosts.stream().map(MxHostSeen::host).map(MxPattern::of).toList();
  }

  /**
   * Follows what a check saw.
   *
   * @param keep how long a removed host stays after the last check that saw it
   */
  public Step follow(MxSeen seen, Instant now, Duration keep) {
    List<MxHostSeen> marked = hosts.stream().map(host -> marked(host, seen, now)).toList();
    List<MxHostSeen> left = marked.stream().filter(host -> !over(host, seen, now, keep)).toList();
    // That nobody has a record is an empty answer: it begins a list, and never changes one.
    boolean begins = hosts.isEmpty() || seen.agreement() != MxSeen.Agreement.IMPLICIT;
    Set<DomainName> fresh = new LinkedHashSet<>(begins ? seen.agreed() : Set.of());
    left.forEach(host -> fresh.remove(host.host()));
    int room = MOST_HOSTS - left.size();
    List<DomainName> added = fresh.stream().limit(room).toList();
    return new Step(
        new MxFollowing(
            Stream.concat(
                    left.stream(),
                    added.stream().map(host -> MxHostSeen.added(host, now, ttl(host, seen))))
                .toList()),
        added,
        without(marked, left),
        fresh.stream().skip(room).toList(),
        seen.agreement());
  }

  /** Without a host that the owner drops before its time. It comes back if DNS still names it. */
  public MxFollowing dropping(DomainName host) {
    return new MxFollowing(hosts.stream().filter(one -> !one.host().equals(host)).toList());
  }

  private static MxHostSeen marked(MxHostSeen host, MxSeen seen, Instant now) {
    if (seen.gone(host.host())) {
      return host.missing(now);
    }
    return seen.named().contains(host.host()) || seen.agreed().contains(host.host())
        ? host.seen(now, ttl(host.host(), seen))
        : host;
  }

  // Only a check that sees its absence may end a host's time: the ones before may all have failed.
  // And only one that agrees on another host: the list must not get empty because both sides name
  // different ones.
  private static boolean over(MxHostSeen host, MxSeen seen, Instant now, Duration keep) {
    return seen.gone(host.host())
        && !seen.agreed().isEmpty()
        && host.listedUntil(keep).filter(until -> !now.isBefore(until)).isPresent();
  }

  private static Duration ttl(DomainName host, MxSeen seen) {
    return Stream.concat(seen.servers().stream(), seen.resolvers().stream())
        .filter(said -> said.hosts().contains(host))
        .map(MxSaid::ttl)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static List<DomainName> without(List<MxHostSeen> all, List<MxHostSeen> left) {
    List<DomainName> removed = new ArrayList<>(all.stream().map(MxHostSeen::host).toList());
    removed.removeAll(left.stream().map(MxHostSeen::host).toList());
    return List.copyOf(removed);
  }
}
