package net.hostedmtasts.controlplane.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.EventLog;
import net.hostedmtasts.controlplane.event.Feed;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Tenant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The webhooks of all tenants. */
@ApplicationScoped
public class Webhooks {
  private final Mutiny.SessionFactory database;
  private final EventLog events;
  private final Secrets secrets;
  private final WebhookSettings settings;
  private final Clock clock;

  Webhooks(
      Mutiny.SessionFactory database,
      EventLog events,
      Secrets secrets,
      WebhookSettings settings,
      Clock clock) {
    this.database = database;
    this.events = events;
    this.secrets = secrets;
    this.settings = settings;
    this.clock = clock;
  }

  /** A webhook, and the secret that is shown once. */
  record Created(Webhook webhook, SigningSecret secret) {}

  /** Adds a webhook in the caller's transaction: it tells what happens from now on. */
  Uni<Created> create(Mutiny.Session session, Caller by, WebhookRequest request) {
    return session
        // The lock on the tenant: two requests at the same time do not both find room.
        .find(Tenant.class, by.tenant(), LockModeType.PESSIMISTIC_WRITE)
        .chain(() -> refuseBeyondLimit(session, by.tenant()))
        .chain(() -> events.newest(session, Feed.of(by)))
        .map(
            last -> new Webhook(by.tenant(), request.url(), request.types(), last, clock.instant()))
        .invoke(webhook -> webhook.describe(request.text()))
        .invoke(
            webhook -> {
              if (!request.wantsEnabled()) {
                webhook.disable();
              }
            })
        .call(session::persist)
        .call(session::flush)
        .chain(
            webhook -> secrets.add(session, webhook).map(secret -> new Created(webhook, secret)));
  }

  /** Changes what is not left out; {@code ifMatch} names the version that the caller has seen. */
  Uni<Webhook> change(
      Mutiny.Session session, Caller by, UUID id, @Nullable String ifMatch, WebhookChange change) {
    return locked(session, by.tenant(), id)
        .invoke(webhook -> webhook.version().requireSeen(ifMatch))
        .invoke(
            webhook -> {
              if (change.url() != null) {
                webhook.leadTo(change.url());
              }
              if (change.description() != null) {
                webhook.describe(change.description());
              }
              if (change.eventTypes() != null) {
                webhook.tell(change.eventTypes());
              }
            })
        .call(webhook -> turn(session, by, webhook, change.enabled()))
        .invoke(webhook -> webhook.changed(clock.instant()));
  }

  private Uni<Void> turn(
      Mutiny.Session session, Caller by, Webhook webhook, @Nullable Boolean enabled) {
    if (enabled == null || enabled == webhook.enabled()) {
      return Uni.createFrom().voidItem();
    }
    if (!enabled) {
      webhook.disable();
      return Uni.createFrom().voidItem();
    }
    return events.newest(session, Feed.of(by)).invoke(webhook::enable).replaceWithVoid();
  }

  /** Removes a webhook with its secrets and deliveries, in the caller's transaction. */
  Uni<Webhook> delete(Mutiny.Session session, UUID tenant, UUID id) {
    return locked(session, tenant, id).call(session::remove);
  }

  /** One webhook of a tenant. */
  public Uni<Webhook> get(UUID tenant, UUID id) {
    return database.withStatelessSession(
        session -> session.get(Webhook.class, id).invoke(found -> requireOwn(found, tenant)));
  }

  /** The same under its row lock, in the caller's transaction. */
  public Uni<Webhook> locked(Mutiny.Session session, UUID tenant, UUID id) {
    return session
        .find(Webhook.class, id, LockModeType.PESSIMISTIC_WRITE)
        .invoke(found -> requireOwn(found, tenant));
  }

  /** One page of a tenant's webhooks, oldest first. */
  Uni<List<Webhook>> page(UUID tenant, @Nullable Cursor after, Limit limit) {
    return database.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from Webhook where tenantId = :tenant and (createdAt, id) > (:at, :id)"
                        + " order by createdAt, id",
                    Webhook.class)
                .setParameter("tenant", tenant)
                .setParameter("at", after == null ? Instant.EPOCH : after.instant(0))
                .setParameter("id", after == null ? new UUID(0, 0) : after.uuid(1))
                .setMaxResults(limit.rows())
                .getResultList());
  }

  private Uni<Void> refuseBeyondLimit(Mutiny.Session session, UUID tenant) {
    return session
        .createSelectionQuery("select count(*) from Webhook where tenantId = :tenant", Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult()
        .invoke(
            there -> {
              if (there >= settings.perTenant()) {
                throw new Refused(
                    Reason.WEBHOOK_LIMIT,
                    "A tenant has "
                        + settings.perTenant()
                        + " webhooks at most. Delete one first.");
              }
            })
        .replaceWithVoid();
  }

  private static void requireOwn(@Nullable Webhook found, UUID tenant) {
    if (found == null || !found.tenantId().equals(tenant)) {
      throw new Refused(Reason.NOT_FOUND, "GET /api/v1/webhooks lists the webhooks.");
    }
  }
}
