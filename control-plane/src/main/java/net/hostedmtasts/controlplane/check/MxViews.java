package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.audit.Actor;
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

  MxViews(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      CheckSchedule checks,
      Serving serving,
      ConfigurationHistory history,
      MxSettings settings,
      Wake wake) {
    this.database = database;
    this.domains = domains;
    this.checks = checks;
    this.serving = serving;
    this.history = history;
    this.settings = settings;
    this.wake = wake;
  }

  Uni<MxView> get(Caller caller, PolicyDomain name) {
    return database.withSession(
        session ->
            domains
                .required(session, caller, name)
                .chain(domain -> view(session, domain, List.of())));
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
