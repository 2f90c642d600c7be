package net.hostedmtasts.controlplane.webhook.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import net.hostedmtasts.controlplane.webhook.Secrets;
import net.hostedmtasts.controlplane.webhook.SigningSecret;
import net.hostedmtasts.controlplane.webhook.Webhook;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Attempts a delivery: reads it, sends it, notes what came of it. */
@ApplicationScoped
class Attempts {
  private final OwnTransaction transaction;
  private final Secrets secrets;
  private final Sending sending;
  private final Settling settling;
  private final Clock clock;

  Attempts(
      OwnTransaction transaction,
      Secrets secrets,
      Sending sending,
      Settling settling,
      Clock clock) {
    this.transaction = transaction;
    this.secrets = secrets;
    this.sending = sending;
    this.settling = settling;
    this.clock = clock;
  }

  /** No transaction is open while the receiver is asked. */
  Uni<Void> make(Claimed claimed) {
    return transaction
        .run(session -> read(session, claimed))
        .chain(
            found ->
                found
                    .map(
                        message ->
                            sending
                                .send(message)
                                .chain(
                                    what ->
                                        transaction.run(
                                            session ->
                                                settling.settle(
                                                    session, claimed, message.url(), what))))
                    .orElse(Uni.createFrom().voidItem()));
  }

  private Uni<Optional<Message>> read(Mutiny.Session session, Claimed claimed) {
    return session
        .find(Delivery.class, claimed.delivery())
        .chain(
            delivery ->
                delivery == null || !delivery.isHeld(claimed.claim())
                    ? Uni.createFrom().item(Optional.empty())
                    : session
                        .find(Webhook.class, delivery.webhookId())
                        .chain(webhook -> read(session, delivery, webhook)));
  }

  private Uni<Optional<Message>> read(
      Mutiny.Session session, Delivery delivery, @Nullable Webhook webhook) {
    if (webhook == null) {
      // Deleted in this moment, and its deliveries with it.
      return Uni.createFrom().item(Optional.empty());
    }
    if (!webhook.enabled() && !delivery.isPing()) {
      // Somebody has disabled it since it was claimed.
      delivery.rest();
      return Uni.createFrom().item(Optional.empty());
    }
    return secrets
        .valid(session, webhook)
        .map(
            valid ->
                Optional.of(
                    new Message(webhook.url(), headers(delivery, valid), delivery.payload())));
  }

  private Map<String, String> headers(Delivery delivery, List<SigningSecret> valid) {
    long timestamp = clock.instant().getEpochSecond();
    return Map.of(
        "webhook-id",
        delivery.messageId(),
        "webhook-timestamp",
        Long.toString(timestamp),
        "webhook-signature",
        valid.stream()
            .map(secret -> secret.sign(delivery.messageId(), timestamp, delivery.payload()))
            .collect(Collectors.joining(" ")));
  }
}
