package net.hostedmtasts.controlplane.certificate.order;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.lease.ClaimedWork;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks authorities when they want certificates to be renewed, as often as they say. */
@ApplicationScoped
class RenewalWork implements ClaimedWork.Work<UUID> {
  private static final Logger LOG = Logger.getLogger(RenewalWork.class);
  private static final int PLACES = 4;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Whoever asks moves the time first, so that another instance does not ask as well. */
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  private static final String CLAIM =
      "update certificate c set renewal_asked_at = $2 from (select id from certificate"
          + " where newest and not dormant and renewal_asked_at <= $3 and not_after > $3"
          + " order by renewal_asked_at limit $1 for update skip locked) due"
          + " where c.id = due.id returning c.id";

  private final OwnTransaction transactions;
  private final Pool pool;
  private final Authorities authorities;
  private final Clock clock;
  private final ClaimedWork<UUID> work;

  RenewalWork(
      Vertx vertx, OwnTransaction transactions, Pool pool, Authorities authorities, Clock clock) {
    this.transactions = transactions;
    this.pool = pool;
    this.authorities = authorities;
    this.clock = clock;
    this.work = new ClaimedWork<>(vertx, "question about a renewal", PLACES, LONGEST, this);
  }

  void start(@Observes StartupEvent started) {
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public Uni<List<UUID>> claim(int most) {
    Instant now = clock.instant();
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.of(
                most,
                now.plus(AFTER_FAILURE).atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              List<UUID> claimed = new ArrayList<>();
              rows.forEach(row -> claimed.add(row.getUUID(0)));
              return claimed;
            });
  }

  @Override
  public Uni<Void> make(UUID id) {
    return transactions.run(session -> session.find(IssuedCertificate.class, id)).chain(this::ask);
  }

  private Uni<Void> ask(@Nullable IssuedCertificate certificate) {
    if (certificate == null) {
      return Uni.createFrom().voidItem();
    }
    return authorities
        .named(certificate.authority())
        .map(authority -> authority.renewalWindow(certificate.chain().leaf()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(window -> note(certificate.id(), window))
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.debugf("No answer about the renewal of %s: %s", certificate.host(), failure);
              return Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> note(UUID id, Optional<RenewalWindow> window) {
    return transactions.run(
        session ->
            session
                // Locked: the whole row is written, and its key may be sealed anew meanwhile.
                .find(IssuedCertificate.class, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(
                    certificate -> {
                      certificate.askForRenewal(window.map(RenewalWindow::askAgainAt).orElse(null));
                      window.ifPresent(
                          wanted -> certificate.renew(wanted.choose(certificate.renewAt())));
                    })
                .replaceWithVoid());
  }
}
