package net.hostedmtasts.policyserver.zone;

import net.hostedmtasts.policyserver.policy.HostedPolicy;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.Tables;

/**
 * The TXT record of a label (RFC 8461, section 3.1).
 *
 * @param policyRevision the policy revision that its id belongs to
 */
record MtaStsTxt(RrSet rrSet, String policyDomain, long policyRevision) {

  /**
   * Whether this edge holds the policy that the id announces, or a newer one. Otherwise a sender
   * that reads the id here would keep the old policy under the new id, for weeks.
   */
  boolean announcesWhatIsHeld(Tables tables, PolicyTopic policies) {
    HostedPolicy held = tables.get(policies, policyDomain);
    return held != null && held.revision() >= policyRevision;
  }
}
