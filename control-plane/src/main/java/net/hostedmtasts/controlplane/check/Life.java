package net.hostedmtasts.controlplane.check;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.finding.FindingCode;

/**
 * The states of a hosted domain as checks change them (DESIGN, "Life of a domain"). Only its owner
 * makes it active or inactive otherwise.
 *
 * @param status now
 * @param delegation what the owner's name servers say
 * @param live policy and newest id are on every edge
 * @param looked policy and id were looked at as a sending MTA does it
 * @param timedOut it was enabled long ago and never verified
 * @param once it was active since it was enabled
 * @param errors codes of what is wrong
 * @param confirmed those of them that an earlier check has seen too
 */
record Life(
    DomainStatus status,
    DelegationSeen delegation,
    boolean live,
    boolean looked,
    boolean timedOut,
    boolean once,
    Set<String> errors,
    Set<String> confirmed) {
  /** An authority will not sign, or would not: that is not waited for. */
  private static final Set<String> REFUSALS =
      Stream.of(
              FindingCode.AUTHORITY_REFUSED,
              FindingCode.AUTHORITY_PAUSED,
              FindingCode.CAA_FORBIDS,
              FindingCode.CHALLENGE_NOT_REACHABLE)
          .map(FindingCode::value)
          .collect(Collectors.toUnmodifiableSet());

  DomainStatus next() {
    return switch (status) {
      case INACTIVE -> DomainStatus.INACTIVE;
      case VERIFYING -> verifying();
      case ACTIVE -> confirmed.isEmpty() ? DomainStatus.ACTIVE : DomainStatus.ERROR;
      case ERROR -> error();
    };
  }

  /**
   * A record that is only missing is waited for; so is a policy that has not arrived yet. Not where
   * all was well before.
   */
  private DomainStatus verifying() {
    if (well()) {
      return DomainStatus.ACTIVE;
    }
    boolean wrong =
        once
            || delegation instanceof DelegationSeen.Wrong
            || delegation instanceof DelegationSeen.Elsewhere
            || confirmed.stream().anyMatch(REFUSALS::contains);
    return (wrong && !confirmed.isEmpty()) || timedOut
        ? DomainStatus.ERROR
        : DomainStatus.VERIFYING;
  }

  private DomainStatus error() {
    if (well()) {
      return DomainStatus.ACTIVE;
    }
    return errors.isEmpty() && !timedOut && !silent() ? DomainStatus.VERIFYING : DomainStatus.ERROR;
  }

  /** Nothing was heard of what may be wrong: that mends nothing. */
  private boolean silent() {
    return delegation instanceof DelegationSeen.Unknown
        || (delegation instanceof DelegationSeen.Here && live && !looked);
  }

  /** A sending MTA finds everything as it should be. */
  boolean well() {
    return delegation instanceof DelegationSeen.Here && live && looked && errors.isEmpty();
  }
}
