package net.hostedmtasts.controlplane.domain;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.revision.PublicationHistory;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.hibernate.reactive.mutiny.Mutiny;

/** Sets what the edges are to answer for a hosted domain, in the transaction that changes it. */
@ApplicationScoped
public class Serving {
  private final Publications publications;
  private final PublicationHistory history;
  private final MaxAgeLedger ledger;
  private final ZoneSettings zone;
  private final CaaIssue caa;
  private final Clock clock;

  Serving(
      Publications publications,
      PublicationHistory history,
      MaxAgeLedger ledger,
      ZoneSettings zone,
      CaaIssue caa,
      Clock clock) {
    this.publications = publications;
    this.history = history;
    this.ledger = ledger;
    this.zone = zone;
    this.caa = caa;
    this.clock = clock;
  }

  /**
   * Publishes the policy that the domain has now; its id waits until every edge has it. A domain
   * whose names do not lead here yet, or whose MX hosts are not known, publishes nothing.
   */
  public Uni<Void> publishPolicy(Mutiny.Session session, HostedDomain domain) {
    if (!domain.served() || !domain.mxKnown()) {
      return Uni.createFrom().voidItem();
    }
    Policy policy = domain.policy().orElseThrow();
    return publications
        .serve(
            session,
            domain.id(),
            PublishedTopic.POLICIES,
            domain.domain().value(),
            ServedPolicy.of(policy).body())
        .invoke(revision -> domain.published(revision, clock.instant()))
        .chain(revision -> enter(session, domain, policy, revision));
  }

  private Uni<Void> enter(
      Mutiny.Session session, HostedDomain domain, Policy policy, long revision) {
    PublicationKey key = PublicationKey.of(PublishedTopic.POLICIES, domain.domain().value());
    return history
        .contentHash(session, key, revision)
        .chain(
            hash ->
                ledger.published(session, domain.id(), revision, policy, hash, clock.instant()));
  }

  /**
   * Records lead senders to what the edges answer for the domain: what was on them when the records
   * were missed counts as answered until now.
   *
   * @param lost since when they were missed
   */
  public Uni<Void> reachableAgain(Mutiny.Session session, HostedDomain domain, Instant lost) {
    Long released = domain.ids().releasedRevision();
    // While an id is on its way, edges answer what was released before it as well.
    long newest = released == null || !domain.ids().live() ? 0 : released;
    return ledger.reachableAgain(session, domain.id(), newest, lost);
  }

  /** The document that the domain's policy key shows; "" where it shows nothing of the domain. */
  public Uni<String> servedDocument(Mutiny.Session session, HostedDomain domain) {
    return publications
        .find(session, PublishedTopic.POLICIES, domain.domain().value())
        .map(
            row ->
                row != null && row.served() && row.domainId().equals(domain.id())
                    ? ServedPolicy.read(row.body()).document()
                    : "");
  }

  /** Withdraws policy and certificate: nothing of the domain can be held any more. */
  public Uni<Void> withdrawPolicy(Mutiny.Session session, HostedDomain domain) {
    return publications
        .withdraw(session, domain.id(), PublishedTopic.POLICIES, domain.domain().value())
        .chain(
            () ->
                publications.withdraw(
                    session,
                    domain.id(),
                    PublishedTopic.CERTIFICATES,
                    domain.domain().policyHost().value()))
        .chain(() -> ledger.forget(session, domain.id()));
  }

  /** The label's names stay, and answer no TXT record. */
  public Uni<Void> withdrawId(Mutiny.Session session, HostedDomain domain) {
    return showNames(session, domain, LabelRecord.withoutId(zone, caa));
  }

  /**
   * What the label's names answer from now on. While an authority's account is not known, the CAA
   * records of before stay besides: without them its orders would fail, or anybody could sign.
   */
  public Uni<Void> showNames(Mutiny.Session session, HostedDomain domain, LabelRecord wanted) {
    return namesNow(session, domain)
        .map(
            before -> {
              LabelRecord names =
                  caa.complete() ? wanted : before.map(wanted::withCaaOf).orElse(wanted);
              if (before.filter(shown -> !shown.caa().equals(names.caa())).isPresent()) {
                domain.caaChanged(clock.instant());
              }
              return names;
            })
        .chain(
            names ->
                publications.serve(
                    session,
                    domain.id(),
                    PublishedTopic.RECORDS,
                    domain.label().value(),
                    names.body()))
        .replaceWithVoid();
  }

  /** What the label's names are to answer now; empty where nothing was published for them. */
  public Uni<Optional<LabelRecord>> namesNow(Mutiny.Session session, HostedDomain domain) {
    return publications
        .find(session, PublishedTopic.RECORDS, domain.label().value())
        .map(
            row ->
                row == null || !row.served()
                    ? Optional.empty()
                    : Optional.of(LabelRecord.read(row.body())));
  }

  /**
   * The owner has moved the CNAME records: policy and certificate of the domain, and what senders
   * may hold of it, pass from the hosted domain {@code from} to {@code to}.
   */
  public Uni<Void> move(Mutiny.Session session, HostedDomain from, HostedDomain to) {
    Instant lost = from.verification().delegationLostAt();
    // The new records have led senders to the old document since they were set.
    return (lost == null ? Uni.createFrom().voidItem() : reachableAgain(session, from, lost))
        .chain(
            () ->
                publications.move(
                    session, from.id(), to.id(), PublishedTopic.POLICIES, to.domain().value()))
        .chain(
            () ->
                publications.move(
                    session,
                    from.id(),
                    to.id(),
                    PublishedTopic.CERTIFICATES,
                    to.domain().policyHost().value()))
        .chain(() -> ledger.move(session, from.id(), to.id()));
  }
}
