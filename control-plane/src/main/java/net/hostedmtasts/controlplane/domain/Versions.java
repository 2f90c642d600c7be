package net.hostedmtasts.controlplane.domain;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.hibernate.reactive.mutiny.Mutiny;

/** The history of configurations. */
@ApplicationScoped
class Versions {
  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;

  Versions(Mutiny.SessionFactory database, HostedDomains domains) {
    this.database = database;
    this.domains = domains;
  }

  /** One page, newest first. */
  Uni<List<ConfigurationVersion>> page(Caller caller, PolicyDomain name, long before, Limit limit) {
    return database.withSession(
        session ->
            domains
                .required(session, caller, name)
                .chain(
                    domain ->
                        session
                            .createSelectionQuery(
                                "from ConfigurationVersion where id.domainId = :domain"
                                    + " and id.number < :before order by id.number desc",
                                ConfigurationVersion.class)
                            .setParameter("domain", domain.id())
                            .setParameter("before", before)
                            .setMaxResults(limit.rows())
                            .getResultList()));
  }

  Uni<ConfigurationVersion> get(Caller caller, PolicyDomain name, long number) {
    return database.withSession(
        session ->
            domains
                .required(session, caller, name)
                .chain(
                    domain ->
                        session.find(
                            ConfigurationVersion.class,
                            new ConfigurationVersion.Key(domain.id(), number)))
                .onItem()
                .ifNull()
                .failWith(
                    () ->
                        new Refused(
                            Reason.NOT_FOUND,
                            "There is no version " + number + ". List them first.")));
  }
}
