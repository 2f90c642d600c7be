package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Lets a domain follow what a check has seen, in one transaction under its row lock. */
@ApplicationScoped
class Settlement {
  private static final String OPERATOR =
      "Ask your operator what holds the domain up: your records are right, and it is still not"
          + " verified.";

  private final DelegationChange delegations;
  private final FollowedMx followedMx;
  private final DomainEvents events;
  private final Schedule schedule;
  private final LifeSettings life;
  private final ZoneSettings zone;
  private final Clock clock;

  Settlement(
      DelegationChange delegations,
      FollowedMx followedMx,
      DomainEvents events,
      Schedule schedule,
      LifeSettings life,
      ZoneSettings zone,
      Clock clock) {
    this.delegations = delegations;
    this.followedMx = followedMx;
    this.events = events;
    this.schedule = schedule;
    this.life = life;
    this.zone = zone;
    this.clock = clock;
  }

  /** What publisher, rollout and orders work by: where it changes, there is work for them. */
  private record Work(boolean served, Optional<PolicyId> newest, DomainStatus status) {
    static Work of(HostedDomain domain) {
      return new Work(domain.served(), domain.ids().newest(), domain.status());
    }
  }

  /**
   * Whether there is something to publish or to order now. Nothing is written where another
   * instance has taken the check over meanwhile.
   */
  Uni<Boolean> settle(Mutiny.Session session, Subject subject, Observation seen) {
    return session
        .find(HostedDomain.class, subject.id(), LockModeType.PESSIMISTIC_WRITE)
        .chain(
            domain ->
                session
                    .find(DomainCheck.class, subject.id(), LockModeType.PESSIMISTIC_WRITE)
                    .chain(
                        check ->
                            check.holds(subject.claim())
                                ? settleAndCompare(session, domain, check, subject, seen)
                                : Uni.createFrom().item(false)));
  }

  private Uni<Boolean> settleAndCompare(
      Mutiny.Session session,
      HostedDomain domain,
      DomainCheck check,
      Subject subject,
      Observation seen) {
    Work before = Work.of(domain);
    return settle(session, domain, check, subject, seen)
        .map(settled -> !Work.of(domain).equals(before));
  }

  private Uni<Void> settle(
      Mutiny.Session session,
      HostedDomain domain,
      DomainCheck check,
      Subject subject,
      Observation seen) {
    Instant now = clock.instant();
    if (domain.removed()) {
      check.next(null, now);
      return Uni.createFrom().voidItem();
    }
    DomainStatus before = domain.status();
    return followedMx
        .follow(session, domain, seen, now)
        .chain(() -> delegations.follow(session, domain, seen.delegations(), subject.begun(), now))
        .chain(again -> settle(session, domain, check, subject, seen, before, again, now));
  }

  private Uni<Void> settle(
      Mutiny.Session session,
      HostedDomain domain,
      DomainCheck check,
      Subject subject,
      Observation seen,
      DomainStatus before,
      boolean again,
      Instant now) {
    return delegations
        .elsewhere(session, domain, seen.delegation(), now)
        .chain(
            elsewhere -> {
              // What was compared with an older policy or state says nothing about the present one.
              boolean looked = seen.served().isPresent() && subject.stillIs(domain);
              Verdict verdict =
                  seen.verdict(
                      domain, subject, looked, elsewhere, zone.caaIssue().orElse(List.of()), now);
              List<Finding> findings = findings(domain, check, verdict, before, now);
              boolean other = check.findsOther(findings);
              boolean unconfirmed = follow(domain, check, verdict, now) || again;
              check.settle(findings, verdict.cnames(), verdict.mxHosts(), now);
              check.next(pause(domain, check, unconfirmed, verdict), now);
              return tell(session, domain, before, findings, other, now);
            });
  }

  private java.time.@Nullable Duration pause(
      HostedDomain domain, DomainCheck check, boolean unconfirmed, Verdict verdict) {
    boolean leftBehind =
        domain.verification().enabledAt() != null && LeftBehind.in(verdict.cnames());
    return schedule.pause(domain, check.unchanged(), unconfirmed, leftBehind);
  }

  /** Whether an error was seen for the first time, so that a second check has to confirm it. */
  private boolean follow(HostedDomain domain, DomainCheck check, Verdict verdict, Instant now) {
    Set<String> errors = Verdict.errors(verdict.findings());
    Set<String> confirmed = Verdict.errors(check.findings());
    confirmed.retainAll(errors);
    Life life =
        new Life(
            domain.status(),
            verdict.delegation(),
            domain.ids().live(),
            verdict.served(),
            timedOut(domain, now),
            domain.verification().checkedAt() != null,
            errors,
            confirmed);
    become(domain, life, now);
    return domain.status() != DomainStatus.INACTIVE && !confirmed.containsAll(errors);
  }

  private static void become(HostedDomain domain, Life life, Instant now) {
    switch (life.next()) {
      case ACTIVE -> {
        // It may stay so while a change is on its way: that is not seen yet.
        if (life.well()) {
          domain.verified(now);
        }
      }
      case ERROR -> domain.failed(now);
      case VERIFYING -> domain.verifying(now);
      case INACTIVE -> {}
    }
  }

  private List<Finding> findings(
      HostedDomain domain, DomainCheck check, Verdict verdict, DomainStatus before, Instant now) {
    if (domain.status() != DomainStatus.INACTIVE || domain.windingDown()) {
      return withTimeOut(domain, verdict, now);
    }
    List<Finding> findings = new ArrayList<>(verdict.findings());
    if (before != DomainStatus.INACTIVE) {
      findings.add(Finding.of(FindingCode.DELEGATION_ENDED, domain.domain().value()));
    }
    return LeftBehind.remembered(verdict.cnames(), findings, check.findings());
  }

  private List<Finding> withTimeOut(HostedDomain domain, Verdict verdict, Instant now) {
    List<Finding> findings = new ArrayList<>(verdict.findings());
    if (timedOut(domain, now)) {
      Finding late =
          Finding.of(
              FindingCode.VERIFICATION_TIMED_OUT,
              domain.domain().value(),
              life.verifiedWithin().toHours() + " hours",
              List.of());
      boolean ownerIsDone =
          verdict.delegation() instanceof DelegationSeen.Here && Verdict.errors(findings).isEmpty();
      findings.add(ownerIsDone ? late.advising(OPERATOR) : late);
    }
    return findings;
  }

  private boolean timedOut(HostedDomain domain, Instant now) {
    Instant enabled = domain.verification().enabledAt();
    return domain.status() != DomainStatus.INACTIVE
        && domain.verification().checkedAt() == null
        && enabled != null
        && now.isAfter(enabled.plus(life.verifiedWithin()));
  }

  private Uni<Void> tell(
      Mutiny.Session session,
      HostedDomain domain,
      DomainStatus before,
      List<Finding> findings,
      boolean other,
      Instant now) {
    if (domain.status() == before && !other) {
      return Uni.createFrom().voidItem();
    }
    return domain.status() == before
        ? events.add(
            session,
            domain.id(),
            "findings",
            Map.of("status", before.value(), "from", before.value(), "findings", findings),
            now)
        : events.became(session, domain, before, findings, now);
  }
}
