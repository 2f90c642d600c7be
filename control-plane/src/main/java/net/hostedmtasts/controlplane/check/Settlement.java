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
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.event.DomainEvents;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Severity;
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
  private final Alarms alarms;
  private final Schedule schedule;
  private final LifeSettings life;
  private final CaaIssue caa;
  private final Orders orders;
  private final Clock clock;

  Settlement(
      DelegationChange delegations,
      FollowedMx followedMx,
      DomainEvents events,
      Alarms alarms,
      Schedule schedule,
      LifeSettings life,
      CaaIssue caa,
      Orders orders,
      Clock clock) {
    this.delegations = delegations;
    this.followedMx = followedMx;
    this.events = events;
    this.alarms = alarms;
    this.schedule = schedule;
    this.life = life;
    this.caa = caa;
    this.orders = orders;
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
    Settling settling =
        new Settling(session, domain, check, subject, seen, domain.status(), clock.instant());
    return settle(settling).map(settled -> !Work.of(domain).equals(before));
  }

  /** What is settled, and where it stood when that began. */
  private record Settling(
      Mutiny.Session session,
      HostedDomain domain,
      DomainCheck check,
      Subject subject,
      Observation seen,
      DomainStatus before,
      Instant now) {}

  private Uni<Void> settle(Settling one) {
    if (one.domain.removed()) {
      one.check.next(null, one.now);
      return Uni.createFrom().voidItem();
    }
    return followedMx
        .follow(one.session, one.domain, one.seen, one.now)
        .chain(
            () ->
                delegations.follow(
                    one.session, one.domain, one.seen.delegations(), one.subject.begun(), one.now))
        .chain(again -> settle(one, again));
  }

  private Uni<Void> settle(Settling one, boolean again) {
    return delegations
        .elsewhere(one.session, one.domain, one.seen.delegation(), one.now)
        .chain(
            elsewhere -> certificate(one).chain(ordered -> settle(one, again, elsewhere, ordered)));
  }

  /** What keeps the certificate of a domain that is served from being issued. */
  private Uni<List<Finding>> certificate(Settling one) {
    return one.domain.served()
        ? orders
            .findings(one.session, one.domain.domain().policyHost())
            .map(findings -> findings.stream().map(told -> asSerious(one.domain, told)).toList())
        : Uni.createFrom().item(List.of());
  }

  /** As long as there is a certificate, a renewal that fails is no more than a warning. */
  private static Finding asSerious(HostedDomain domain, Finding finding) {
    return finding.severity() == Severity.ERROR && domain.verification().certificateAt() != null
        ? finding.as(Severity.WARNING)
        : finding;
  }

  private Uni<Void> settle(Settling one, boolean again, boolean elsewhere, List<Finding> ordered) {
    HostedDomain domain = one.domain;
    // What was compared with an older policy or state says nothing about the present one.
    boolean looked = one.seen.served().isPresent() && one.subject.stillIs(domain);
    Verdict verdict =
        one.seen
            .verdict(domain, one.subject, looked, elsewhere, caa.values(), one.now)
            .with(ordered);
    List<Finding> findings = findings(domain, one.check, verdict, one.before, one.now);
    boolean other = one.check.findsOther(findings);
    boolean unconfirmed = follow(domain, one.check, verdict, one.now) || again;
    List<Finding> known = one.check.findings();
    one.check.settle(findings, verdict.cnames(), verdict.mxHosts(), one.now);
    one.check.next(pause(domain, one.check, unconfirmed, verdict), one.now);
    return tell(one.session, domain, one.before, findings, other, one.now)
        .chain(() -> alarms.tell(one.session, domain, known, findings, one.now));
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
            domain,
            EventType.FINDINGS,
            Map.of("status", before.value(), "from", before.value(), "findings", findings),
            now)
        : events.became(session, domain, before, findings, now);
  }
}
