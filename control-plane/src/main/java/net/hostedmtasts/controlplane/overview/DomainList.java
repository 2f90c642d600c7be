package net.hostedmtasts.controlplane.overview;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.delegation.Delegation;
import net.hostedmtasts.controlplane.delegation.DelegationLabel;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.Tag;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.jspecify.annotations.Nullable;

/** Domains with all that a list shows of them: one query for each page. */
@ApplicationScoped
class DomainList {
  // The certificate that is published for this domain: its policy host may have been another
  // tenant's.
  private static final String SELECT =
      "select h.name, h.unicode_name, h.label, h.status, h.records_ready_at is not null as ready,"
          + " h.winding_down_until, h.created_at, h.mode, h.tags, c.checked_at, c.mx_covered,"
          + " coalesce(c.errors, 0) as errors, coalesce(c.warnings, 0) as warnings,"
          + " coalesce(c.infos, 0) as infos, x.not_after"
          + " from hosted_domain h left join domain_check c on c.domain_id = h.id"
          + " left join publication p on p.domain_id = h.id"
          + " and p.topic = 'mta-sts.certificates' and p.served"
          + " left join certificate x on x.id = (case when p.served then p.body end)::uuid"
          + " where h.removed_at is null and h.tenant_id = ";

  private final Pool pool;
  private final ZoneSettings zone;

  DomainList(Pool pool, ZoneSettings zone) {
    this.pool = pool;
    this.zone = zone;
  }

  /** A page of the caller's domains. */
  Uni<Page<DomainView>> page(
      Caller caller, DomainFilter filter, DomainOrder order, @Nullable Cursor after, Limit limit) {
    SqlArguments arguments = new SqlArguments();
    String query =
        SELECT
            + arguments.add(caller.tenant())
            + filter.condition(arguments)
            + (after == null ? "" : " and " + order.after(after, arguments))
            + " order by "
            + order.clause()
            + " limit "
            + arguments.add(limit.rows());
    return select(query, arguments)
        .map(rows -> Page.of(rows, limit, order::cursor, domain -> domain));
  }

  /** One of the caller's domains. */
  Uni<DomainView> get(Caller caller, PolicyDomain name) {
    SqlArguments arguments = new SqlArguments();
    String query =
        SELECT + arguments.add(caller.tenant()) + " and h.name = " + arguments.add(name.value());
    return select(query, arguments)
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new Refused(
                                Reason.UNKNOWN_DOMAIN,
                                name.value()
                                    + " is not one of your domains. Add it first: POST"
                                    + " /api/v1/domains.")));
  }

  private Uni<List<DomainView>> select(String query, SqlArguments arguments) {
    return pool.preparedQuery(query).execute(arguments.tuple()).map(this::views);
  }

  private List<DomainView> views(RowSet<Row> rows) {
    List<DomainView> views = new ArrayList<>(rows.size());
    rows.forEach(row -> views.add(view(row)));
    return views;
  }

  private DomainView view(Row row) {
    PolicyDomain domain = PolicyDomain.parse(row.getString("name"));
    String label = row.getString("label");
    String mode = row.getString("mode");
    return new DomainView(
        domain.value(),
        row.getString("unicode_name"),
        label,
        row.getString("status").toLowerCase(Locale.ROOT),
        row.getBoolean("ready"),
        new Delegation(domain, new DelegationLabel(label), zone.name()).records(),
        time(row, "winding_down_until"),
        row.getOffsetDateTime("created_at").toInstant(),
        mode == null ? null : Mode.parse(mode),
        row.getBoolean("mx_covered"),
        time(row, "not_after"),
        time(row, "checked_at"),
        Stream.of(row.getArrayOfStrings("tags")).map(Tag::new).toList(),
        new FindingCounts(
            row.getInteger("errors"), row.getInteger("warnings"), row.getInteger("infos")));
  }

  private static @Nullable Instant time(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }
}
