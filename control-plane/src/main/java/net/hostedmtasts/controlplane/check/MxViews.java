package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.mx.MxFollowing;
import net.hostedmtasts.controlplane.mx.MxHostSeen;
import net.hostedmtasts.controlplane.mx.MxSettings;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.version.ConfigurationHistory;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Shows the MX hosts of a domain, and takes one off its policy that is not used any more. */
@ApplicationScoped
class MxViews {
  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final CheckSchedule checks;
  private final Serving serving;
  private final ConfigurationHistory history;
  private final MxSettings settings;
  private final Wake wake;
  private final RecentMx recentMx;
  private final Clock clock;

  MxViews(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      CheckSchedule checks,
      Serving serving,
      ConfigurationHistory history,
      MxSettings settings,
      Wake wake,
      RecentMx recentMx,
      Clock clock) {
    this.database = database;
    this.domains = domains;
    this.checks = checks;
    this.serving = serving;
    this.history = history;
    this.settings = settings;
    this.wake = wake;
    this.recentMx = recentMx;
    this.clock = clock;
  }

  Uni<MxView> get(Caller caller, PolicyDomain name) {
    return database
        .withSession(
            session ->
                domains
                    .required(session, caller, name)
                    .chain(
                        domain ->
                            checks.of(session, domain.id()).map(check -> new Read(domain, check))))
        .chain(this::view);
  }

  private record Read(HostedDomain domain, @Nullable DomainCheck check) {
    /** Checks look at the MX records of what is enabled, or winds down. */
    boolean checked() {
      boolean looked = domain.status() != DomainStatus.INACTIVE || domain.windingDown();
      return looked && check != null && check.checkedAt() != null;
    }
  }

  private Uni<MxView> view(Read read) {
    MxView known = MxView.of(read.domain(), read.check(), settings.keepRemovedFor(), List.of());
    return read.checked()
        ? Uni.createFrom().item(known)
        : recentMx
            .look(read.domain().domain().name())
            .map(seen -> known.with(seen, read.domain(), clock.instant()));
  }

  Uni<MxView> drop(Caller caller, PolicyDomain name, DomainName host) {
    return database
        .withTransaction(
            session ->
                domains
                    .locked(session, caller, name)
                    .chain(domain -> drop(session, caller, domain, host)))
        .invoke(wake::committed);
  }

  private Uni<MxView> drop(
      Mutiny.Session session, Caller caller, HostedDomain domain, DomainName host) {
    MxFollowing following = MxFollowing.read(domain.mxFollowing());
    MxHostSeen dropped =
        following.hosts().stream()
            .filter(seen -> seen.host().equals(host))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND,
                        host.value() + " is not among the hosts that the policy follows."));
    if (dropped.missingSince() == null || following.hosts().size() == 1) {
      throw new Refused(
          Reason.MX_IN_USE,
          "DNS still names " + host.value() + ". Remove its MX record first, and check again.");
    }
    MxFollowing left = following.dropping(host);
    domain.follow(left.patterns(), left.json());
    Finding warning = Finding.of(FindingCode.MX_REMOVED, host.value());
    return history
        .remember(
            session, Actor.of(caller), domain, Action.FOLLOWED, Map.of("removed", host.value()))
        .chain(() -> serving.publishPolicy(session, domain))
        .chain(() -> view(session, domain, List.of(warning)));
  }

  private Uni<MxView> view(Mutiny.Session session, HostedDomain domain, List<Finding> warnings) {
    return checks
        .of(session, domain.id())
        .map(check -> MxView.of(domain, check, settings.keepRemovedFor(), warnings));
  }
}
