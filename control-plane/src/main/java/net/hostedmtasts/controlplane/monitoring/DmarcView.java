package net.hostedmtasts.controlplane.monitoring;

import java.util.List;
import java.util.Locale;
import net.hostedmtasts.controlplane.dmarc.DmarcAnswer;
import net.hostedmtasts.controlplane.dmarc.DmarcFindings;
import net.hostedmtasts.controlplane.dmarc.DmarcProposal;
import net.hostedmtasts.controlplane.dmarc.DmarcSettings;
import net.hostedmtasts.controlplane.dmarc.DmarcState;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.finding.Finding;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a domain's DMARC is monitored.
 *
 * @param enabled what the owner has switched
 * @param state {@code off}, {@code waiting} or {@code on}
 * @param gate {@code on} where MTA-STS can be enabled in the state {@code on} alone
 * @param record the one to publish, with the record that is there already kept
 * @param found the record that counts now, where there is one
 */
public record DmarcView(
    boolean enabled,
    @Schema(implementation = DmarcState.class) String state,
    @Schema(enumeration = {"on", "off"}) String gate,
    RecordView record,
    @Nullable String found,
    List<Finding> findings) {

  /**
   * A TXT record.
   *
   * @param name owner name, with a final dot
   */
  public record RecordView(String name, String type, String text) {}

  static DmarcView of(HostedDomain domain, DmarcAnswer answer, DmarcSettings settings) {
    DmarcProposal proposal = DmarcProposal.of(domain.domain(), answer, settings.intake());
    return new DmarcView(
        domain.dmarcMonitoring(),
        DmarcState.of(domain.dmarcMonitoring(), answer, settings.intake()).value(),
        settings.gate().name().toLowerCase(Locale.ROOT),
        new RecordView(proposal.name().value() + ".", "TXT", proposal.text()),
        answer instanceof DmarcAnswer.Applies applies ? applies.record().text() : null,
        domain.dmarcMonitoring()
            ? DmarcFindings.of(domain.domain(), answer, settings.intake())
            : List.of());
  }
}
