package net.hostedmtasts.controlplane.check;

import java.time.Duration;

/** What the owner's name servers say about both CNAME records together. */
sealed interface DelegationSeen {

  /**
   * Both carry this domain's label, at every name server that answers.
   *
   * @param straight by themselves: where only a resolver has followed them to it, it is no proof
   *     against somebody else's
   */
  record Here(Duration ttl, boolean straight) implements DelegationSeen {}

  /** Both carry the label of another account's domain of this name. */
  record Elsewhere(String label) implements DelegationSeen {}

  /** At least one is something else. */
  record Wrong() implements DelegationSeen {}

  /** At least one is missing, and none is wrong. */
  record Missing() implements DelegationSeen {}

  /** No name server answered. */
  record Unknown() implements DelegationSeen {}
}
