package net.hostedmtasts.controlplane.version;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The versions of all configurations. */
@ApplicationScoped
public class ConfigurationHistory {
  private final AuditLog audit;
  private final Clock clock;

  ConfigurationHistory(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Keeps the newest version of {@code domain}, as it is now, and enters it into the audit log.
   *
   * @param details what else a person wants to know later
   */
  public Uni<Void> remember(
      Mutiny.Session session,
      Actor by,
      HostedDomain domain,
      Action action,
      Map<String, String> details) {
    Map<String, String> all = new LinkedHashMap<>(details);
    all.put("version", Long.toString(domain.newestVersion()));
    return session
        .persist(new ConfigurationVersion(domain, by.name(), action, clock.instant()))
        .chain(() -> audit.record(session, by, "mta-sts-" + action.value(), domain.domain(), all));
  }

  /** One page of a domain's versions, newest first. */
  public Uni<List<ConfigurationVersion>> page(
      Mutiny.Session session, HostedDomain domain, long before, Limit limit) {
    return session
        .createSelectionQuery(
            "from ConfigurationVersion where id.domainId = :domain"
                + " and id.number < :before order by id.number desc",
            ConfigurationVersion.class)
        .setParameter("domain", domain.id())
        .setParameter("before", before)
        .setMaxResults(limit.rows())
        .getResultList();
  }

  /** One version; null where there is none of that number. */
  public Uni<@Nullable ConfigurationVersion> find(
      Mutiny.Session session, UUID domain, long number) {
    return session.find(ConfigurationVersion.class, new ConfigurationVersion.Key(domain, number));
  }
}
