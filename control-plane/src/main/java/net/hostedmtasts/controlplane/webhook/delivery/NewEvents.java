package net.hostedmtasts.controlplane.webhook.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.Event;
import net.hostedmtasts.controlplane.event.EventLog;
import net.hostedmtasts.controlplane.event.EventNumber;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.event.Feed;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import net.hostedmtasts.controlplane.webhook.Webhook;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes deliveries of events. Each webhook remembers the last event that was looked at for it, and
 * goes on behind it in the order of {@link EventLog}: none is missed, and none made twice.
 */
@ApplicationScoped
class NewEvents implements LeasedWork.Work {
  private static final int WEBHOOKS = 100;
  private static final int EVENTS = 200;

  private static final String BEHIND =
      "select w.id from webhook w where w.enabled and exists (select from domain_event e"
          + " where e.tenant_id = w.tenant_id and (e.number is null or e.number > w.seen_event))"
          + " order by w.seen_event limit "
          + WEBHOOKS;

  private final OwnTransaction transaction;
  private final Leases leases;
  private final EventLog events;
  private final Payloads payloads;
  private final DeliveryWork deliveries;
  private final Wake wake;
  private final Clock clock;
  private final LeasedWork work;

  NewEvents(
      Vertx vertx,
      Leases leases,
      LeaseSettings leaseSettings,
      OwnTransaction transaction,
      EventLog events,
      Payloads payloads,
      DeliveryWork deliveries,
      Wake wake,
      Clock clock) {
    this.transaction = transaction;
    this.leases = leases;
    this.events = events;
    this.payloads = payloads;
    this.deliveries = deliveries;
    this.wake = wake;
    this.clock = clock;
    this.work = new LeasedWork(vertx, leases, "webhook-events", leaseSettings, this);
  }

  void start(@Observes StartupEvent started) {
    wake.registerForCommits(work::wake);
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    return transaction
        .run(session -> session.createNativeQuery(BEHIND, UUID.class).getResultList())
        .chain(
            behind ->
                Multi.createFrom()
                    .iterable(behind)
                    .onItem()
                    .transformToUniAndConcatenate(
                        webhook -> transaction.run(session -> goOn(session, lease, webhook)))
                    .collect()
                    .asList()
                    .map(more -> behind.size() == WEBHOOKS || more.contains(true)))
        .invoke(deliveries::look);
  }

  /** Looks at the next events for one webhook; true where there are more. */
  private Uni<Boolean> goOn(Mutiny.Session session, Lease lease, UUID id) {
    return leases
        .confirm(session, lease)
        .chain(() -> locked(session, id))
        .chain(
            found ->
                found
                    .map(
                        webhook ->
                            events
                                .after(session, feed(webhook), webhook.seenEvent(), EVENTS)
                                .chain(read -> add(session, webhook, read)))
                    .orElse(Uni.createFrom().item(false)));
  }

  /** Whoever changes it just now is not waited for: the next pass comes soon. */
  private static Uni<Optional<Webhook>> locked(Mutiny.Session session, UUID id) {
    return session
        .createNativeQuery(
            "select id from webhook where id = :id and enabled for update skip locked", UUID.class)
        .setParameter("id", id)
        .getSingleResultOrNull()
        .chain(
            held ->
                held == null
                    ? Uni.createFrom().item(Optional.empty())
                    : session.find(Webhook.class, id).map(Optional::of));
  }

  private static Feed feed(Webhook webhook) {
    return new Feed(webhook.tenantId(), Optional.empty());
  }

  private Uni<Boolean> add(Mutiny.Session session, Webhook webhook, List<Event> read) {
    if (read.isEmpty()) {
      return Uni.createFrom().item(false);
    }
    Instant now = clock.instant();
    List<String> told = webhook.eventTypes().stream().map(EventType::value).toList();
    Object[] deliveriesOfThem =
        read.stream()
            .filter(event -> told.contains(event.type()))
            .map(event -> Delivery.of(webhook.id(), event, payloads.of(event), now))
            .toArray();
    webhook.seen(new EventNumber(read.get(read.size() - 1).id()));
    return session.persistAll(deliveriesOfThem).replaceWith(read.size() == EVENTS);
  }
}
