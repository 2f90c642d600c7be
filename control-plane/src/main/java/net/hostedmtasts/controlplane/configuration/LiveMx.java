package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.mx.MxFindings;
import net.hostedmtasts.controlplane.mx.MxFollowing;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.mx.MxSettings;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/** The MX hosts of a domain while its configuration is changed. */
@ApplicationScoped
class LiveMx {
  /** Less than a check has: somebody waits for the answer. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int NAME_SERVERS = 8;
  private static final int ADDRESSES = 16;
  private static final int QUESTIONS = 60;
  private static final String PIN =
      " Try again later, or give the patterns yourself: mx.source pinned.";

  private final DnsLookup dns;
  private final MxHosts mx;
  private final MxSettings settings;
  private final Clock clock;

  LiveMx(DnsLookup dns, MxHosts mx, MxSettings settings, Clock clock) {
    this.dns = dns;
    this.mx = mx;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What DNS says to a change.
   *
   * @param following what the policy follows, with the source {@code auto}
   * @param hosts live ones; empty where they are not known, or nothing depends on them
   */
  record Live(MxFollowing following, List<DomainName> hosts) {
    List<MxPattern> patterns() {
      return following.patterns();
    }
  }

  /**
   * Looks at the MX records. A policy that follows them already is not changed by this: checks do
   * that.
   *
   * @throws Refused as failure, where the policy is to follow hosts that are not known
   */
  Uni<Live> look(HostedDomain domain, Configuration wanted) {
    MxFollowing known = MxFollowing.read(domain.mxFollowing());
    if (wanted.source() == MxSource.PINNED) {
      return pinned(domain.domain().name(), wanted.mode());
    }
    if (wanted.mode() != Mode.ENFORCE && !known.hosts().isEmpty()) {
      // Nothing depends on it, so nobody waits for somebody else's DNS.
      return Uni.createFrom().item(new Live(known, List.of()));
    }
    Budget budget = new Budget(NAME_SERVERS, ADDRESSES, QUESTIONS, LONGEST);
    return mx.look(domain.domain().name(), budget)
        .map(seen -> new Live(following(known, seen), seen.live()));
  }

  /** The owner's list counts; what a resolver says can only warn of it. */
  private Uni<Live> pinned(DomainName domain, Mode mode) {
    return mode == Mode.ENFORCE
        ? dns.mx(domain)
            .map(
                answer -> new Live(MxFollowing.NOTHING, answer.mailHosts(domain).orElse(List.of())))
        : Uni.createFrom().item(new Live(MxFollowing.NOTHING, List.of()));
  }

  private MxFollowing following(MxFollowing known, MxSeen seen) {
    if (!known.hosts().isEmpty()) {
      return known;
    }
    MxFollowing first = known.follow(seen, clock.instant(), settings.keepRemovedFor()).next();
    if (first.hosts().isEmpty()) {
      throw unknown(seen);
    }
    return first;
  }

  private static Refused unknown(MxSeen seen) {
    String domain = seen.domain().value();
    List<Finding> findings = MxFindings.records(seen);
    return switch (seen.agreement()) {
      case NULL_MX ->
          new Refused(
              Reason.NULL_MX,
              domain + " takes no mail (null MX, RFC 7505): there is nothing to protect.");
      case NO_SUCH_DOMAIN -> refused(domain + " does not exist in DNS.", findings);
      case RESOLVERS_FAILED ->
          refused("No resolver can find the MX records of " + domain + ".", findings);
      case SERVERS_FAILED ->
          refused("No name server of " + domain + " answers for its MX records.", findings);
      case NONE, HOSTS, IMPLICIT ->
          refused(
              "The name servers of " + domain + " and the resolvers name different MX hosts.",
              findings);
    };
  }

  private static Refused refused(String why, List<Finding> findings) {
    return new Refused(Reason.MX_UNKNOWN, why + PIN).with("findings", findings);
  }
}
