package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.version.ConfigurationHistory;
import net.hostedmtasts.controlplane.version.ConfigurationVersion;
import org.hibernate.reactive.mutiny.Mutiny;

/** The history of a caller's configurations. */
@ApplicationScoped
class Versions {
  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final ConfigurationHistory history;

  Versions(Mutiny.SessionFactory database, HostedDomains domains, ConfigurationHistory history) {
    this.database = database;
    this.domains = domains;
    this.history = history;
  }

  /** One page, newest first. */
  Uni<List<ConfigurationVersion>> page(Caller caller, PolicyDomain name, long before, Limit limit) {
    return database.withSession(
        session ->
            domains
                .required(session, caller, name)
                .chain(domain -> history.page(session, domain, before, limit)));
  }

  Uni<ConfigurationVersion> get(Caller caller, PolicyDomain name, long number) {
    return database.withSession(
        session ->
            domains
                .required(session, caller, name)
                .chain(domain -> history.find(session, domain.id(), number))
                .onItem()
                .ifNull()
                .failWith(
                    () ->
                        new Refused(
                            Reason.NOT_FOUND,
                            "There is no version " + number + ". List them first.")));
  }
}
