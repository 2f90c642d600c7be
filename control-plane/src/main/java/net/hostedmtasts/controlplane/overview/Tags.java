package net.hostedmtasts.controlplane.overview;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.domain.Tag;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tags of a tenant's domains. */
@ApplicationScoped
class Tags {
  private static final String COUNT =
      "select tag, count(*) as domains from hosted_domain h, unnest(h.tags) as tag"
          + " where h.tenant_id = $1 and h.removed_at is null and tag collate \"C\" > $2"
          + " group by tag order by tag collate \"C\" limit $3";

  private final Mutiny.SessionFactory database;
  private final Pool pool;
  private final HostedDomains domains;
  private final AuditLog audit;

  Tags(Mutiny.SessionFactory database, Pool pool, HostedDomains domains, AuditLog audit) {
    this.database = database;
    this.pool = pool;
    this.domains = domains;
    this.audit = audit;
  }

  /** A page of the caller's tags, in the order of their octets. */
  Uni<Page<TagCount>> page(Caller caller, @Nullable Cursor after, Limit limit) {
    return pool.preparedQuery(COUNT)
        .execute(Tuple.of(caller.tenant(), after == null ? "" : after.part(0), limit.rows()))
        .map(
            rows -> {
              List<TagCount> counts = new ArrayList<>();
              rows.forEach(
                  row ->
                      counts.add(
                          new TagCount(new Tag(row.getString("tag")), row.getLong("domains"))));
              return Page.of(counts, limit, last -> Cursor.of(last.tag().value()), count -> count);
            });
  }

  /** Gives a domain these tags alone. */
  Uni<Void> replace(Caller caller, PolicyDomain name, List<Tag> tags) {
    return database.withTransaction(
        session ->
            domains
                .locked(session, caller, name)
                .chain(domain -> replace(session, caller, domain, tags)));
  }

  private Uni<Void> replace(
      Mutiny.Session session, Caller caller, HostedDomain domain, List<Tag> tags) {
    List<Tag> before = domain.tags();
    domain.tag(tags);
    return domain.tags().equals(before)
        ? Uni.createFrom().voidItem()
        : audit.record(
            session,
            Actor.of(caller),
            "domain-tagged",
            domain.domain(),
            Map.of("tags", text(domain.tags()), "before", text(before)));
  }

  private static String text(List<Tag> tags) {
    return tags.stream().map(Tag::value).collect(Collectors.joining(", "));
  }
}
