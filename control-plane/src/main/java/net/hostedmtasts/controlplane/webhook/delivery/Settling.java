package net.hostedmtasts.controlplane.webhook.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.webhook.DisabledBecause;
import net.hostedmtasts.controlplane.webhook.Webhook;
import net.hostedmtasts.controlplane.webhook.WebhookSettings;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Notes what came of an attempt, and what follows from it. */
@ApplicationScoped
class Settling {
  private static final double JITTER = 0.2;

  private final AuditLog audit;
  private final WebhookSettings settings;
  private final DeliveryMetrics metrics;
  private final Clock clock;

  Settling(AuditLog audit, WebhookSettings settings, DeliveryMetrics metrics, Clock clock) {
    this.audit = audit;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Nothing is noted by an instance whose claim has ended: another one attempts it again.
   *
   * @param url where the attempt went: it tells nothing of where the webhook leads since
   */
  Uni<Void> settle(Mutiny.Session session, Claimed claimed, String url, Attempted what) {
    return session
        .createSelectionQuery("select webhookId from Delivery where id = :id", UUID.class)
        .setParameter("id", claimed.delivery())
        .getSingleResultOrNull()
        .chain(
            webhook ->
                webhook == null
                    ? nothing()
                    // The webhook first, as everywhere else.
                    : session
                        .find(Webhook.class, webhook, LockModeType.PESSIMISTIC_WRITE)
                        .chain(found -> settle(session, found, claimed, url, what)));
  }

  private Uni<Void> settle(
      Mutiny.Session session,
      @Nullable Webhook webhook,
      Claimed claimed,
      String url,
      Attempted what) {
    return session
        .find(Delivery.class, claimed.delivery(), LockModeType.PESSIMISTIC_WRITE)
        .chain(
            delivery ->
                delivery == null || webhook == null || !delivery.isHeld(claimed.claim())
                    ? nothing()
                    : note(session, webhook, delivery, webhook.url().equals(url), what));
  }

  private Uni<Void> note(
      Mutiny.Session session,
      Webhook webhook,
      Delivery delivery,
      boolean leadsThere,
      Attempted what) {
    Instant now = clock.instant();
    delivery.attempted(what, now);
    if (what.arrived()) {
      delivery.delivered();
      if (leadsThere) {
        webhook.worked();
      }
      metrics.delivered();
      return nothing();
    }
    boolean gone = leadsThere && what.gone();
    Optional<Instant> next =
        delivery.isPing() || gone ? Optional.empty() : next(delivery, what, now);
    next.ifPresentOrElse(delivery::tryAgain, delivery::giveUp);
    metrics.failed(next.isPresent());
    // A ping is for finding out: it proves nothing against a webhook.
    return delivery.isPing() || !leadsThere
        ? nothing()
        : judge(session, webhook, what, next.isEmpty(), now);
  }

  private Optional<Instant> next(Delivery delivery, Attempted what, Instant now) {
    if (delivery.tries() > settings.pauses().size()) {
      return Optional.empty();
    }
    Duration pause = settings.pauses().get(delivery.tries() - 1);
    double more = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
    Instant at = now.plusMillis((long) (pause.toMillis() * more));
    return Optional.of(what.retryAfter().map(now::plus).filter(at::isBefore).orElse(at));
  }

  /**
   * @param last the delivery is not tried again: one failure after days in which nothing was to be
   *     told says little
   */
  private Uni<Void> judge(
      Mutiny.Session session, Webhook webhook, Attempted what, boolean last, Instant now) {
    boolean failing = !webhook.failed(now).plus(settings.disabledAfter()).isAfter(now) && last;
    if (!webhook.enabled() || !(what.gone() || failing)) {
      return nothing();
    }
    DisabledBecause reason = what.gone() ? DisabledBecause.GONE : DisabledBecause.FAILING;
    webhook.giveUp(reason, now);
    return audit.record(
        session,
        Actor.auto(webhook.tenantId()),
        "webhook-disabled",
        null,
        Map.of(
            "webhook_id",
            webhook.id().toString(),
            "host",
            webhook.host(),
            "because",
            reason.value(),
            "last_error",
            what.error().orElse("")));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
