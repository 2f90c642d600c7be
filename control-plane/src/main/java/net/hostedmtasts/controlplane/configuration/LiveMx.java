package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.check.RecentMx;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.mx.MxFindings;
import net.hostedmtasts.controlplane.mx.MxFollowing;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.mx.MxSettings;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/** The MX hosts of a domain while its configuration is changed. */
@ApplicationScoped
class LiveMx {
  private static final String PIN =
      " Try again later, or give the patterns yourself: mx.source pinned.";

  private final RecentMx mx;
  private final MxSettings settings;
  private final Clock clock;

  LiveMx(RecentMx mx, MxSettings settings, Clock clock) {
    this.mx = mx;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What DNS says to a change.
   *
   * @param seen empty where nothing depends on it
   */
  record Live(Optional<MxSeen> seen) {
    static final Live NOT_ASKED = new Live(Optional.empty());

    /** Live hosts; empty where they are not known, or nothing depends on them. */
    List<DomainName> hosts() {
      return seen.map(MxSeen::live).orElse(List.of());
    }

    /** Why the hosts are not known, where something depends on them; none: they are. */
    List<Finding> unknown() {
      return seen.filter(looked -> looked.live().isEmpty())
          .map(MxFindings::records)
          .orElse(List.of());
    }
  }

  /**
   * Looks at the MX records, unless nothing depends on them: then nobody waits for somebody else's
   * DNS.
   *
   * @throws Refused as failure, where the domain says that it takes no mail
   */
  Uni<Live> look(HostedDomain domain, Configuration wanted) {
    boolean enables = domain.status() == DomainStatus.INACTIVE;
    boolean starts = wanted.source() == MxSource.AUTO && known(domain).hosts().isEmpty();
    if (!enables && !starts && wanted.mode() != Mode.ENFORCE) {
      return Uni.createFrom().item(Live.NOT_ASKED);
    }
    return mx.look(domain.domain().name())
        .invoke(seen -> requireMail(domain, wanted, seen))
        .map(seen -> new Live(Optional.of(seen)));
  }

  /** Whoever has begun already may always step back: a null MX does not keep a policy in place. */
  private static void requireMail(HostedDomain domain, Configuration wanted, MxSeen seen) {
    boolean begins =
        domain.status() == DomainStatus.INACTIVE
            || (wanted.mode() == Mode.ENFORCE && !ChangeRules.enforces(domain));
    if (begins && seen.agreement() == MxSeen.Agreement.NULL_MX) {
      throw nullMx(seen);
    }
  }

  /**
   * The hosts that the policy follows from now on. It starts from what the domain follows now: a
   * check may have found more since DNS was asked, and an owner may have dropped one.
   *
   * @param domain under its row lock, where the change is saved
   * @throws Refused where the policy is to follow hosts that are not known
   */
  MxFollowing.Step following(HostedDomain domain, Configuration wanted, Live live) {
    if (wanted.source() == MxSource.PINNED) {
      return unchanged(MxFollowing.NOTHING);
    }
    MxFollowing known = known(domain);
    MxFollowing.Step step =
        live.seen()
            .map(seen -> known.follow(seen, clock.instant(), settings.keepRemovedFor()))
            .orElseGet(() -> unchanged(known));
    if (step.next().hosts().isEmpty()) {
      throw live.seen().map(LiveMx::unknown).orElseGet(LiveMx::changedMeanwhile);
    }
    return step;
  }

  private static MxFollowing.Step unchanged(MxFollowing known) {
    return new MxFollowing.Step(known, List.of(), List.of(), List.of(), MxSeen.Agreement.HOSTS);
  }

  private static MxFollowing known(HostedDomain domain) {
    return MxFollowing.read(domain.mxFollowing());
  }

  private static Refused changedMeanwhile() {
    return new Refused(
        Reason.MX_UNKNOWN, "Somebody else has changed the configuration: send the change again.");
  }

  private static Refused nullMx(MxSeen seen) {
    return new Refused(
        Reason.NULL_MX,
        seen.domain().value() + " takes no mail (null MX, RFC 7505): there is nothing to protect.");
  }

  private static Refused unknown(MxSeen seen) {
    String domain = seen.domain().value();
    List<Finding> findings = MxFindings.records(seen);
    return switch (seen.agreement()) {
      case NULL_MX -> nullMx(seen);
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
