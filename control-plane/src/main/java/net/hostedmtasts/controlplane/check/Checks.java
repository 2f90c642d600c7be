package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes one check: reads what is to be seen, looks, and settles. */
@ApplicationScoped
class Checks {
  private final OwnTransaction transaction;
  private final OutsideCheck outside;
  private final Settlement settlement;
  private final Serving serving;
  private final ZoneSettings zone;
  private final Wake wake;
  private final Clock clock;

  Checks(
      OwnTransaction transaction,
      OutsideCheck outside,
      Settlement settlement,
      Serving serving,
      ZoneSettings zone,
      Wake wake,
      Clock clock) {
    this.transaction = transaction;
    this.outside = outside;
    this.settlement = settlement;
    this.serving = serving;
    this.zone = zone;
    this.wake = wake;
    this.clock = clock;
  }

  Uni<Void> make(Claimed claimed) {
    return transaction
        .run(session -> subject(session, claimed))
        .chain(
            subject ->
                outside.observe(subject, Budget.ofOneCheck()).chain(seen -> settle(subject, seen)));
  }

  private Uni<Subject> subject(Mutiny.Session session, Claimed claimed) {
    UUID id = claimed.domain();
    return session
        .find(HostedDomain.class, id)
        .chain(
            domain ->
                serving
                    .servedDocument(session, domain)
                    .map(
                        document ->
                            Subject.of(domain, claimed.claim(), zone, document, clock.instant())));
  }

  private Uni<Void> settle(Subject subject, Observation seen) {
    return transaction
        .run(session -> settlement.settle(session, subject, seen))
        .invoke(
            changed -> {
              if (changed) {
                wake.committed();
              }
            })
        .replaceWithVoid();
  }
}
