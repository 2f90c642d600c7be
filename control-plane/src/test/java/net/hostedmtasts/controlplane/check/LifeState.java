package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.ServedPolicy;
import net.hostedmtasts.controlplane.policy.PolicyDocument;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one domain name at one time.
 *
 * @param policyOwner whose the policy is; -1 while none is served
 * @param document that is served; "" while none is
 * @param enforcedUntil what the ledger of the owner says
 */
record LifeState(
    List<One> domains, int policyOwner, String document, Instant enforcedUntil, Instant at) {

  /** One tenant's domain of the name. */
  record One(
      HostedDomain domain,
      DomainStatus status,
      List<String> mxHosts,
      boolean carriesId,
      Optional<String> wanted,
      @Nullable Instant enabledAt,
      boolean once,
      Set<String> errors,
      @Nullable Instant nextCheck) {
    boolean live() {
      return domain.ids().live();
    }
  }

  static LifeState read(LifeInfra infra, List<UUID> ids, String name) {
    Instant now = infra.clock.instant();
    return infra.connections.ask(
        session ->
            Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> one(infra, session, id))
                .collect()
                .asList()
                .chain(
                    all ->
                        infra
                            .publications
                            .find(session, PublishedTopic.POLICIES, name)
                            .chain(row -> of(infra, session, ids, all, row, now))));
  }

  private static Uni<LifeState> of(
      LifeInfra infra,
      Mutiny.Session session,
      List<UUID> ids,
      List<One> all,
      @Nullable Publication row,
      Instant now) {
    if (row == null || !row.served()) {
      return Uni.createFrom().item(new LifeState(all, -1, "", now, now));
    }
    return infra
        .ledger
        .enforcedUntil(session, row.domainId(), now)
        .map(
            until ->
                new LifeState(
                    all,
                    ids.indexOf(row.domainId()),
                    ServedPolicy.read(row.body()).document(),
                    until,
                    now));
  }

  private static Uni<One> one(LifeInfra infra, Mutiny.Session session, UUID id) {
    return session
        .find(HostedDomain.class, id)
        .chain(
            domain ->
                infra
                    .publications
                    .find(session, PublishedTopic.RECORDS, domain.label().value())
                    .chain(
                        names ->
                            session
                                .find(DomainCheck.class, id)
                                .map(
                                    check ->
                                        one(
                                            domain,
                                            names != null && LabelRecord.carriesId(names.body()),
                                            check))));
  }

  private static One one(HostedDomain domain, boolean carriesId, @Nullable DomainCheck check) {
    return new One(
        domain,
        domain.status(),
        domain.mxHosts().stream().map(pattern -> pattern.value()).toList(),
        carriesId,
        domain.served() && domain.mxKnown()
            ? domain.policy().map(policy -> PolicyDocument.of(policy).text())
            : Optional.empty(),
        domain.verification().enabledAt(),
        domain.verification().checkedAt() != null,
        check == null ? Set.of() : Verdict.errors(check.findings()),
        check == null ? null : check.nextAt());
  }
}
