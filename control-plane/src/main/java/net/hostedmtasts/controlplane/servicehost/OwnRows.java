package net.hostedmtasts.controlplane.servicehost;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.ServiceHosts;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import net.hostedmtasts.controlplane.revision.CertificateBody;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows of orders and publications that belong to the service itself, and to no tenant. */
@Singleton
final class OwnRows {
  private static final String END_OTHERS =
      "delete from certificate_order where tenant_id is null and not policy_host = any($1)"
          + " and (claimed_until is null or claimed_until < now())";
  private static final String OTHERS_PUBLISHED =
      "select key from publication where topic = 'mta-sts.certificates' and domain_id is null"
          + " and served and not key = any($1)";

  private final Pool pool;
  private final OwnTransaction transactions;
  private final Publications publications;
  private final Orders orders;

  OwnRows(Pool pool, OwnTransaction transactions, Publications publications, Orders orders) {
    this.pool = pool;
    this.transactions = transactions;
    this.publications = publications;
    this.orders = orders;
  }

  /**
   * Publishes the newest certificate where edges are to have it, and ends its order.
   *
   * @param toEdges else the key stays here, and nothing is published
   */
  Uni<Void> publish(Standing host, boolean toEdges) {
    return transactions.run(
        session ->
            (toEdges ? serve(session, host) : nothing())
                .chain(() -> host.issued() ? orders.end(session, host.host()) : nothing()));
  }

  private Uni<Void> serve(Mutiny.Session session, Standing host) {
    return host.certificate()
        .map(
            id ->
                publications
                    .serveOwn(
                        session,
                        PublishedTopic.CERTIFICATES,
                        host.host().value(),
                        new CertificateBody(id).body())
                    .replaceWithVoid())
        .orElseGet(OwnRows::nothing);
  }

  /** Ends what hosts have that the settings name no more; whether there was something. */
  Uni<Boolean> dropOthers(ServiceHosts hosts) {
    String[] published = hosts.reports().stream().map(ServiceHost::value).toArray(String[]::new);
    return pool.preparedQuery(END_OTHERS)
        .execute(Tuple.tuple().addArrayOfString(hosts.names()))
        .chain(
            () ->
                pool.preparedQuery(OTHERS_PUBLISHED)
                    .execute(Tuple.tuple().addArrayOfString(published)))
        .map(
            rows -> {
              List<String> keys = new ArrayList<>();
              rows.forEach(row -> keys.add(row.getString(0)));
              return keys;
            })
        .call(keys -> keys.isEmpty() ? nothing() : withdraw(keys))
        .map(keys -> !keys.isEmpty());
  }

  private Uni<Void> withdraw(List<String> keys) {
    return transactions.run(
        session ->
            Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(
                    key -> publications.withdrawOwn(session, PublishedTopic.CERTIFICATES, key))
                .collect()
                .last()
                .replaceWithVoid());
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
