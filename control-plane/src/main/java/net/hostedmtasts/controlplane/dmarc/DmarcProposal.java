package net.hostedmtasts.controlplane.dmarc;

import java.util.Optional;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.policy.PolicyDomain;

/**
 * The TXT record that makes a domain's DMARC monitored.
 *
 * @param name where: at the domain, or where the record is that already counts for it, because one
 *     of its own would replace its organization's policy
 */
public record DmarcProposal(OwnerName name, String text) {
  private static final String LOCAL_PART = "dmarc-reports";

  /**
   * Changes nothing but the mailboxes of a record that is there.
   *
   * @param intake the operator's address; without one the owner needs a mailbox of their own
   */
  public static DmarcProposal of(
      PolicyDomain domain, DmarcAnswer answer, Optional<ReportAddress> intake) {
    ReportAddress address = intake.orElseGet(() -> new ReportAddress(LOCAL_PART, domain.name()));
    if (answer instanceof DmarcAnswer.Applies found) {
      return new DmarcProposal(
          DmarcLookup.owner(found.at()),
          DmarcState.monitored(answer, intake)
              ? found.record().text()
              : found.record().withReportsTo(address));
    }
    return new DmarcProposal(
        DmarcLookup.owner(domain.name()), "v=DMARC1; p=none; rua=" + address.uri() + ";");
  }
}
