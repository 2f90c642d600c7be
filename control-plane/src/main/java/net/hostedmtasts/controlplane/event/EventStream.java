package net.hostedmtasts.controlplane.event;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Follows events, whichever instance writes them. */
@ApplicationScoped
class EventStream {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int AT_ONCE = 100;

  private final OwnTransaction transaction;
  private final EventLog log;
  private final EventSettings settings;
  private final AtomicInteger open = new AtomicInteger();

  EventStream(OwnTransaction transaction, EventLog log, EventSettings settings) {
    this.transaction = transaction;
    this.log = log;
    this.settings = settings;
  }

  /**
   * Events after {@code last}, or from now on. Refused at once, before there is a stream, where as
   * many clients follow as may.
   *
   * @param feed whose events
   * @param gone whether the client is
   */
  Multi<Event> of(
      Function<Mutiny.Session, Uni<Feed>> feed, Optional<EventNumber> last, BooleanSupplier gone) {
    takeSeat();
    AtomicBoolean seated = new AtomicBoolean(true);
    return transaction
        .toItsEnd(session -> feed.apply(session).chain(found -> place(session, found, last)))
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
              Reason.TOO_MANY_REQUESTS,
              "Too many clients follow events. Poll /api/v1/events meanwhile.")
          .header("Retry-After", "10");
    }
  }

  private record Place(Feed feed, EventNumber after) {}

  private Uni<Place> place(Mutiny.Session session, Feed feed, Optional<EventNumber> last) {
    return last.map(after -> Uni.createFrom().item(new Place(feed, after)))
        .orElseGet(() -> log.newest(session, feed).map(newest -> new Place(feed, newest)));
  }

  private Multi<Event> follow(Place place, BooleanSupplier gone) {
    AtomicLong after = new AtomicLong(place.after().value());
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
        .transformToUniAndConcatenate(tick -> next(place.feed(), new EventNumber(after.get())))
        .onItem()
        .transformToMultiAndConcatenate(found -> Multi.createFrom().iterable(found))
        .invoke(event -> after.set(event.id()));
  }

  private Uni<List<Event>> next(Feed feed, EventNumber after) {
    return transaction.toItsEnd(session -> log.after(session, feed, after, AT_ONCE));
  }
}
