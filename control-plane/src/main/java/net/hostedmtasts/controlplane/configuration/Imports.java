package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Begins with the policy that a domain has elsewhere. */
@ApplicationScoped
class Imports {
  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final Configurations configurations;
  private final MovingIn movingIn;
  private final MaxAgeLedger ledger;
  private final Wake wake;
  private final Clock clock;

  Imports(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      Configurations configurations,
      MovingIn movingIn,
      MaxAgeLedger ledger,
      Wake wake,
      Clock clock) {
    this.database = database;
    this.domains = domains;
    this.configurations = configurations;
    this.movingIn = movingIn;
    this.ledger = ledger;
    this.wake = wake;
    this.clock = clock;
  }

  Uni<ImportOffer> look(Caller caller, PolicyDomain name) {
    return domains.get(caller, name).chain(() -> movingIn.look(name));
  }

  /** Saves and enables; what senders hold of the old policy is entered into the ledger. */
  Uni<Shown> save(Caller caller, PolicyDomain name, @Nullable String ifMatch) {
    return domains
        .get(caller, name)
        .invoke(domain -> domain.version().requireSeen(ifMatch))
        .chain(() -> movingIn.look(name))
        .chain(
            offer ->
                configurations
                    .prepare(caller, name, ifMatch, offer.configuration())
                    .chain(
                        live ->
                            database.withTransaction(
                                session -> save(session, caller, name, ifMatch, offer, live))))
        .invoke(wake::committed);
  }

  private Uni<Shown> save(
      Mutiny.Session session,
      Caller caller,
      PolicyDomain name,
      @Nullable String ifMatch,
      ImportOffer offer,
      LiveMx.Live live) {
    Set<FindingCode> acknowledged =
        offer.carriesEnforce() ? Set.of(FindingCode.ENFORCE_EARLY) : Set.of();
    Configurations.Wanted wanted =
        new Configurations.Wanted(offer.configuration(), acknowledged, Action.IMPORTED);
    return configurations
        .configure(session, caller, name, ifMatch, wanted, live)
        .chain(shown -> enter(session, offer, shown).replaceWith(shown));
  }

  private Uni<Void> enter(Mutiny.Session session, ImportOffer offer, Shown shown) {
    Duration enforced = offer.existing().enforcedFor();
    return enforced.isZero()
        ? Uni.createFrom().voidItem()
        : ledger.imported(
            session,
            shown.domain().id(),
            Mode.ENFORCE,
            enforced,
            offer.cachedFor(),
            clock.instant());
  }
}
