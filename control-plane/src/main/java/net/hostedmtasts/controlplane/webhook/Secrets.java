package net.hostedmtasts.controlplane.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedColumns;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The secrets of webhooks. After a rotation two are valid side by side for a while, so that
 * receivers can change theirs without losing a delivery.
 */
@ApplicationScoped
public class Secrets {
  private final KeyEncryption atRest;
  private final WebhookSettings settings;
  private final Clock clock;

  Secrets(KeyEncryption atRest, WebhookSettings settings, Clock clock) {
    this.atRest = atRest;
    this.settings = settings;
    this.clock = clock;
  }

  /** Where they are kept, for the rotation of the key-encryption key. */
  @Produces
  @Singleton
  static SealedRows kept(KeyEncryption atRest) {
    return new SealedColumns(
        atRest, "webhook_secret", "id", "webhook_id::text", webhook -> owner(webhook));
  }

  private static String owner(Object webhook) {
    return "webhook " + webhook;
  }

  /** A first secret, in the caller's transaction. */
  Uni<SigningSecret> add(Mutiny.Session session, Webhook webhook) {
    SigningSecret secret = SigningSecret.random();
    return session
        .persist(
            new WebhookSecret(
                webhook.id(), atRest.seal(secret.key(), owner(webhook.id())), clock.instant()))
        .replaceWith(secret);
  }

  /** A new secret; the one before stays valid for a while, any older one ends. */
  Uni<SigningSecret> rotate(Mutiny.Session session, Webhook webhook) {
    Instant until = clock.instant().plus(settings.previousSecretValidFor());
    return forgetPrevious(session, webhook)
        .chain(
            () ->
                session
                    .createMutationQuery(
                        "update WebhookSecret set newest = false where webhookId = :webhook")
                    .setParameter("webhook", webhook.id())
                    .executeUpdate())
        .chain(() -> add(session, webhook))
        .invoke(secret -> webhook.secretRotated(until));
  }

  /** Ends the secret before the newest one. */
  Uni<Void> dropPrevious(Mutiny.Session session, Webhook webhook) {
    return forgetPrevious(session, webhook).invoke(webhook::previousSecretDropped);
  }

  /** Those that are valid now, the newest first. */
  public Uni<List<SigningSecret>> valid(Mutiny.Session session, Webhook webhook) {
    boolean both = webhook.previousSecretUntil(clock.instant()).isPresent();
    return session
        .createSelectionQuery(
            "from WebhookSecret where webhookId = :webhook"
                + (both ? "" : " and newest")
                + " order by newest desc",
            WebhookSecret.class)
        .setParameter("webhook", webhook.id())
        .getResultList()
        .map(rows -> rows.stream().map(row -> open(webhook.id(), row)).toList());
  }

  private SigningSecret open(UUID webhook, WebhookSecret row) {
    return new SigningSecret(atRest.open(row.secret(), owner(webhook)));
  }

  private static Uni<Void> forgetPrevious(Mutiny.Session session, Webhook webhook) {
    return session
        .createMutationQuery("delete from WebhookSecret where webhookId = :webhook and not newest")
        .setParameter("webhook", webhook.id())
        .executeUpdate()
        .replaceWithVoid();
  }
}
