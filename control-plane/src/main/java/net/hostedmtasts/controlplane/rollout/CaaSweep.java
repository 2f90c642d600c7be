package net.hostedmtasts.controlplane.rollout;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.order.OrderSettings;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.revision.HeldKeys;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Brings the configured CAA records to all labels, some at a time: an authority or its account was
 * added or taken away, or another way of validation. It goes round and compares, so that nothing is
 * to be remembered about how far it came.
 */
@ApplicationScoped
class CaaSweep implements LeasedWork.Work {
  private static final Logger LOG = Logger.getLogger(CaaSweep.class);

  /** Labels that are looked at in one query. */
  private static final int LOOKED_AT = 1000;

  /** After a round that found nothing. */
  private static final Duration REST = Duration.ofMinutes(10);

  private static final String NEXT =
      "select key, domain_id, (body::jsonb -> 'caa') is distinct from ($2::text::jsonb -> 'caa')"
          + " as differs from (select key, domain_id, body from publication"
          + " where topic = $3 and served and key > $1 order by key limit $4) next order by key";

  private final Pool pool;
  private final Mutiny.SessionFactory database;
  private final Leases leases;
  private final HeldKeys heldKeys;
  private final Serving serving;
  private final CaaIssue caa;
  private final ZoneSettings zone;
  private final Wake wake;
  private final Clock clock;
  private final int atOnce;
  private final LeasedWork work;

  private volatile Round round = Round.of("");

  /**
   * One time round all labels.
   *
   * @param set what they are to have
   * @param reached the last label that has it; "" at the beginning
   * @param changed so many had another one
   * @param from when it begins
   */
  private record Round(String set, String reached, long changed, Instant from) {
    static Round of(String set) {
      return new Round(set, "", 0, Instant.MIN);
    }

    Round on(String label, int more) {
      return new Round(set, label, changed + more, from);
    }
  }

  CaaSweep(
      Vertx vertx,
      Leases leases,
      LeaseSettings leaseSettings,
      OrderSettings settings,
      Pool pool,
      Mutiny.SessionFactory database,
      HeldKeys heldKeys,
      Serving serving,
      CaaIssue caa,
      ZoneSettings zone,
      Wake wake,
      Clock clock) {
    this.pool = pool;
    this.database = database;
    this.leases = leases;
    this.heldKeys = heldKeys;
    this.serving = serving;
    this.caa = caa;
    this.zone = zone;
    this.wake = wake;
    this.clock = clock;
    long sweep = leaseSettings.sweepEvery().toMillis();
    this.atOnce = (int) Math.max(1, settings.caaLabelsPerSecond() * sweep / 1000);
    this.work = new LeasedWork(vertx, leases, "caa", leaseSettings, this);
  }

  void start(@Observes StartupEvent started) {
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public void gained() {
    round = Round.of("");
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    // Without an authority's account its record would be taken away.
    if (!caa.complete()) {
      return Uni.createFrom().item(false);
    }
    String wanted = LabelRecord.withoutId(zone, caa).body();
    if (!wanted.equals(round.set)) {
      round = Round.of(wanted);
    }
    Round now = round;
    return clock.instant().isBefore(now.from)
        ? Uni.createFrom().item(false)
        // The rest comes with the next sweep: that is what holds the rate.
        : next(now).chain(labels -> show(now, labels, lease)).replaceWith(false);
  }

  private record Label(String key, UUID domain, boolean differs) {
    static Label of(Row row) {
      return new Label(row.getString("key"), row.getUUID("domain_id"), row.getBoolean("differs"));
    }
  }

  private Uni<List<Label>> next(Round now) {
    return pool.preparedQuery(NEXT)
        .execute(Tuple.of(now.reached, now.set, PublishedTopic.RECORDS.topicName(), LOOKED_AT))
        .map(
            rows -> {
              List<Label> labels = new ArrayList<>();
              rows.forEach(row -> labels.add(Label.of(row)));
              return labels;
            });
  }

  private Uni<Void> show(Round now, List<Label> labels, Lease lease) {
    List<Label> differing = labels.stream().filter(Label::differs).toList();
    List<Label> some = differing.subList(0, Math.min(atOnce, differing.size()));
    List<Label> done = some.size() == differing.size() ? labels : some;
    return Multi.createFrom()
        .iterable(some)
        .onItem()
        .transformToUniAndConcatenate(label -> show(label, lease))
        .collect()
        .last()
        .invoke(
            () -> {
              if (!some.isEmpty()) {
                wake.committed();
              }
              round =
                  done == labels && labels.size() < LOOKED_AT
                      ? ended(now.on("", some.size()))
                      : now.on(done.get(done.size() - 1).key(), some.size());
            })
        .replaceWithVoid();
  }

  private Round ended(Round now) {
    if (now.changed > 0) {
      LOG.infof("%d labels have the configured CAA records now", now.changed);
    }
    return new Round(now.set, "", 0, clock.instant().plus(REST));
  }

  private Uni<Void> show(Label label, Lease lease) {
    return database.withTransaction(
        session ->
            leases
                .confirm(session, lease)
                .chain(
                    () ->
                        session.find(
                            HostedDomain.class, label.domain(), LockModeType.PESSIMISTIC_WRITE))
                .chain(domain -> show(session, domain)));
  }

  /** A person decides about what is held: a change of this service's own does not. */
  private Uni<Void> show(Mutiny.Session session, HostedDomain domain) {
    return heldKeys
        .anyOf(session, domain.id())
        .chain(
            held ->
                held
                    ? Uni.createFrom().voidItem()
                    : serving
                        .namesNow(session, domain)
                        .chain(
                            names ->
                                names
                                    .map(
                                        shown ->
                                            serving.showNames(session, domain, shown.withCaa(caa)))
                                    .orElseGet(() -> Uni.createFrom().voidItem())));
  }
}
