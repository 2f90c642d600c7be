package net.hostedmtasts.controlplane.webhook.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.webhook.Webhook;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The deliveries of all webhooks. */
@ApplicationScoped
class Deliveries {
  private final Mutiny.SessionFactory database;
  private final Payloads payloads;
  private final Clock clock;

  Deliveries(Mutiny.SessionFactory database, Payloads payloads, Clock clock) {
    this.database = database;
    this.payloads = payloads;
    this.clock = clock;
  }

  /** Adds a ping in the caller's transaction, which holds the webhook. One waits at a time. */
  Uni<Delivery> ping(Mutiny.Session session, Webhook webhook) {
    return session
        .createSelectionQuery(
            "select count(*) from Delivery where webhookId = :webhook and eventNumber is null"
                + " and state = 'waiting'",
            Long.class)
        .setParameter("webhook", webhook.id())
        .getSingleResult()
        .invoke(
            waiting -> {
              if (waiting > 0) {
                throw new Refused(
                        Reason.TOO_MANY_REQUESTS, "Wait for what comes of the ping before.")
                    .header("Retry-After", "5");
              }
            })
        .map(
            none ->
                Delivery.ping(
                    webhook.id(), payloads.ping(webhook.id(), clock.instant()), clock.instant()))
        .call(session::persist);
  }

  /** Lets a delivery be attempted at once, whatever came of it. */
  Uni<Delivery> again(Mutiny.Session session, UUID webhook, UUID id) {
    return session
        .find(Delivery.class, id, LockModeType.PESSIMISTIC_WRITE)
        .invoke(found -> requireOf(webhook, found))
        .invoke(delivery -> delivery.again(clock.instant()));
  }

  Uni<Delivery> get(UUID webhook, UUID id) {
    return database.withStatelessSession(
        session -> session.get(Delivery.class, id).invoke(found -> requireOf(webhook, found)));
  }

  /** One page of a webhook's deliveries, newest first. */
  Uni<List<Delivery>> page(
      UUID webhook, @Nullable DeliveryState state, @Nullable Cursor after, Limit limit) {
    String query =
        "from Delivery where webhookId = :webhook"
            + (state == null ? "" : " and state = :state")
            + (after == null ? "" : " and (createdAt, id) < (:at, :id)")
            + " order by createdAt desc, id desc";
    return database.withStatelessSession(
        session -> {
          Mutiny.SelectionQuery<Delivery> select =
              session.createSelectionQuery(query, Delivery.class).setParameter("webhook", webhook);
          if (state != null) {
            select.setParameter("state", state.value());
          }
          if (after != null) {
            select.setParameter("at", after.instant(0)).setParameter("id", after.uuid(1));
          }
          return select.setMaxResults(limit.rows()).getResultList();
        });
  }

  private static void requireOf(UUID webhook, @Nullable Delivery found) {
    if (found == null || !found.webhookId().equals(webhook)) {
      throw new Refused(
          Reason.NOT_FOUND, "GET /api/v1/webhooks/" + webhook + "/deliveries lists them.");
    }
  }
}
