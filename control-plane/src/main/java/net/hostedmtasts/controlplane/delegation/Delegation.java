package net.hostedmtasts.controlplane.delegation;

import java.util.List;
import net.hostedmtasts.controlplane.policy.PolicyDomain;

/** The CNAME records that hand a policy domain's names to the service (RFC 8461, section 8.2). */
public record Delegation(PolicyDomain domain, DelegationLabel label, String zone) {

  /**
   * One record that the domain owner sets.
   *
   * @param name owner name, with a final dot
   * @param target with a final dot: DNS panels add the zone to a target without one
   */
  public record OwnerRecord(String purpose, String name, String type, String target) {}

  public List<OwnerRecord> records() {
    return List.of(
        new OwnerRecord(
            "policy",
            "mta-sts." + domain.value() + ".",
            "CNAME",
            label.value() + ".policy." + zone + "."),
        new OwnerRecord(
            "txt",
            "_mta-sts." + domain.value() + ".",
            "CNAME",
            label.value() + "._mta-sts." + zone + "."));
  }
}
