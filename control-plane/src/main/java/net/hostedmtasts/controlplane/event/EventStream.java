package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;

/** Follows the events of one domain, whichever instance writes them. */
@ApplicationScoped
class EventStream {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int AT_ONCE = 100;

  private final OwnTransaction transaction;
  private final HostedDomains domains;
  private final DomainEvents events;
  private final CheckSettings settings;
  private final AtomicInteger open = new AtomicInteger();

  EventStream(
      OwnTransaction transaction,
      HostedDomains domains,
      DomainEvents events,
      CheckSettings settings) {
    this.transaction = transaction;
    this.domains = domains;
    this.events = events;
    this.settings = settings;
  }

  /**
   * Events after {@code last}, or from now on. Refused at once, before there is a stream, where as
   * many clients follow as may.
   *
   * @param gone whether the client is
   */
  Multi<DomainEvents.Event> of(
      Caller caller, PolicyDomain name, Optional<Long> last, BooleanSupplier gone) {
    takeSeat();
    AtomicBoolean seated = new AtomicBoolean(true);
    return places(caller, name, last)
        .onItem()
        .transformToMulti(place -> follow(place, gone))
        .onTermination()
        .invoke(
            () -> {
              if (seated.getAndSet(false)) {
                open.decrementAndGet();
              }
            });
  }

  // Counts and looks in one step: clients come at the same time.
  private void takeSeat() {
    if (open.incrementAndGet() > settings.streamsAtMost()) {
      open.decrementAndGet();
      throw new Refused(
              Reason.TOO_MANY_REQUESTS, "Too many clients follow events. Poll …/checks meanwhile.")
          .header("Retry-After", "10");
    }
  }

  private Uni<Place> places(Caller caller, PolicyDomain name, Optional<Long> last) {
    return transaction
        .toItsEnd(session -> domains.required(session, caller, name).map(domain -> domain.id()))
        .chain(
            id ->
                last.isPresent()
                    ? Uni.createFrom().item(new Place(id, last.get()))
                    : newest(id).map(newest -> new Place(id, newest)));
  }

  private record Place(UUID domain, long after) {}

  private Uni<Long> newest(UUID domain) {
    return transaction
        .toItsEnd(session -> events.before(session, domain, Long.MAX_VALUE, 1))
        .map(newest -> newest.isEmpty() ? 0L : newest.get(0).id());
  }

  private Multi<DomainEvents.Event> follow(Place place, BooleanSupplier gone) {
    AtomicLong after = new AtomicLong(place.after());
    return Multi.createFrom()
        .ticks()
        .every(LOOK_EVERY)
        .onOverflow()
        .drop()
        .select()
        .first(LONGEST)
        .select()
        // A client that went before the stream began is not announced.
        .first(tick -> !gone.getAsBoolean())
        .onItem()
        .transformToUniAndConcatenate(tick -> next(place.domain(), after.get()))
        .onItem()
        .transformToMultiAndConcatenate(found -> Multi.createFrom().iterable(found))
        .invoke(event -> after.set(event.id()));
  }

  private Uni<List<DomainEvents.Event>> next(UUID domain, long after) {
    return transaction.toItsEnd(session -> events.after(session, domain, after, AT_ONCE));
  }
}
