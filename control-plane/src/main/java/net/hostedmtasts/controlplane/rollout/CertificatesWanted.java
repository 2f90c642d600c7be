package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Which policy hosts want a certificate, as the rows of domains and certificates say. */
@ApplicationScoped
class CertificatesWanted {
  private static final String SERVED =
      " d.removed_at is null and d.delegated_at is not null"
          + " and (d.status <> 'INACTIVE' or d.winding_down_until is not null)";
  private static final String NOT_ORDERED =
      " and not exists (select from certificate_order o where o.policy_host = 'mta-sts.' || d.name)";

  private static final String MISSING =
      "select d.name, d.tenant_id, d.delegated_at as due,"
          + " (select c.id from certificate c where c.policy_host = 'mta-sts.' || d.name"
          + "   and c.newest and c.renew_at > now() and c.not_after > now()) as certificate"
          + " from hosted_domain d where"
          + SERVED
          + " and d.certificate_at is null"
          + NOT_ORDERED
          + " order by d.delegated_at limit $1";
  private static final String DUE =
      "select d.name, d.tenant_id, c.renew_at as due from certificate c"
          + " join publication p on p.topic = 'mta-sts.certificates' and p.key = c.policy_host and p.served"
          + " join hosted_domain d on d.id = p.domain_id"
          + " where c.newest and not c.dormant and c.renew_at <= $2"
          + NOT_ORDERED
          + " order by c.renew_at limit $1";

  /** Each is looked at once after its host has gone; what is just issued has its order still. */
  private static final String UNSERVED =
      "update certificate set dormant = true where id in (select c.id from certificate c"
          + " where c.newest and not c.dormant and (c.renew_at <= $2 or c.renewal_asked_at <= $2)"
          // What the API is answered with is never published.
          + " and c.policy_host like 'mta-sts.%'"
          + " and not exists (select from publication p where p.topic = 'mta-sts.certificates'"
          + "   and p.key = c.policy_host and p.served)"
          + " and not exists (select from certificate_order o where o.policy_host = c.policy_host)"
          + " limit $1)";

  private static final String UNWANTED =
      "delete from certificate_order o where o.certificate_id is null and o.tenant_id is not null"
          + " and (o.claimed_until is null or o.claimed_until < now())"
          + " and not exists (select from hosted_domain d where d.name = substr(o.policy_host, 9) and"
          + SERVED
          + ")";

  /** A host that is served without a certificate; perhaps there is one from an earlier time. */
  record Missing(PolicyHost host, Orders.Wanted wanted, Optional<UUID> certificate) {}

  private final Pool pool;

  CertificatesWanted(Pool pool) {
    this.pool = pool;
  }

  /** Hosts without a published certificate and without an order, first delegated first. */
  Uni<List<Missing>> missing(int most) {
    return pool.preparedQuery(MISSING)
        .execute(Tuple.of(most))
        .map(
            rows -> {
              List<Missing> all = new ArrayList<>();
              rows.forEach(
                  row ->
                      all.add(
                          new Missing(
                              host(row),
                              wanted(row),
                              Optional.ofNullable(row.getUUID("certificate")))));
              return all;
            });
  }

  /** Hosts whose certificate is to be renewed and that have no order, first due first. */
  Uni<List<Orders.Wanted>> due(int most, Instant now) {
    return pool.preparedQuery(DUE)
        .execute(Tuple.of(most, now.atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              List<Orders.Wanted> all = new ArrayList<>();
              rows.forEach(row -> all.add(wanted(row)));
              return all;
            });
  }

  /**
   * Lets certificates of hosts that are served no more rest: they are neither renewed nor looked at
   * until the host comes back.
   */
  Uni<Void> rest(int most, Instant now) {
    return pool.preparedQuery(UNSERVED)
        .execute(Tuple.of(most, now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  /** The host of this certificate is served again, in the transaction that publishes it. */
  Uni<Void> served(Mutiny.Session session, UUID certificate) {
    return session
        .createNativeQuery("update certificate set dormant = false where id = :id and dormant")
        .setParameter("id", certificate)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Ends orders of hosts that are served no more. */
  Uni<Void> dropUnwanted() {
    return pool.query(UNWANTED).execute().replaceWithVoid();
  }

  /** The domain that the host is served for, under its row lock; null where there is none. */
  Uni<@Nullable HostedDomain> lockServed(Mutiny.Session session, PolicyHost host) {
    return session
        .createSelectionQuery(
            "from HostedDomain where name = :name and removedAt is null"
                + " and verification.delegatedAt is not null",
            HostedDomain.class)
        .setParameter("name", host.domain().value())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getSingleResultOrNull();
  }

  private static PolicyHost host(Row row) {
    return PolicyDomain.parse(row.getString("name")).policyHost();
  }

  private static Orders.Wanted wanted(Row row) {
    return new Orders.Wanted(
        host(row), row.getUUID("tenant_id"), row.getOffsetDateTime("due").toInstant());
  }
}
