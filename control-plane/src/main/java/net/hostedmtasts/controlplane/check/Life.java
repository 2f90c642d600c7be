package net.hostedmtasts.controlplane.check;

import java.util.Set;
import net.hostedmtasts.controlplane.domain.DomainStatus;

/**
 * The states of a hosted domain as checks change them (DESIGN, "Life of a domain"). Only its owner
 * makes it active or inactive otherwise.
 *
 * @param status now
 * @param delegation what the owner's name servers say
 * @param delegated both CNAME records were seen since it was enabled
 * @param live policy and newest id are on every edge
 * @param looked policy and id were looked at as a sending MTA does it
 * @param timedOut it was enabled long ago and never verified
 * @param errors codes of what is wrong
 * @param confirmed those of them that an earlier check has seen too
 */
record Life(
    DomainStatus status,
    DelegationSeen delegation,
    boolean delegated,
    boolean live,
    boolean looked,
    boolean timedOut,
    Set<String> errors,
    Set<String> confirmed) {

  DomainStatus next() {
    return switch (status) {
      case INACTIVE -> DomainStatus.INACTIVE;
      case VERIFYING -> verifying();
      case ACTIVE -> confirmed.isEmpty() ? DomainStatus.ACTIVE : DomainStatus.ERROR;
      case ERROR -> error();
    };
  }

  /** A record that is only missing is waited for; so is a policy that has not arrived yet. */
  private DomainStatus verifying() {
    if (well()) {
      return DomainStatus.ACTIVE;
    }
    boolean wrong =
        delegation instanceof DelegationSeen.Wrong
            || delegation instanceof DelegationSeen.Elsewhere;
    boolean refused = !delegated && wrong && !confirmed.isEmpty();
    return refused || timedOut ? DomainStatus.ERROR : DomainStatus.VERIFYING;
  }

  private DomainStatus error() {
    if (well()) {
      return DomainStatus.ACTIVE;
    }
    boolean mended = errors.isEmpty() && (delegation instanceof DelegationSeen.Here || !timedOut);
    return mended ? DomainStatus.VERIFYING : DomainStatus.ERROR;
  }

  private boolean well() {
    return delegation instanceof DelegationSeen.Here && live && looked && errors.isEmpty();
  }
}
