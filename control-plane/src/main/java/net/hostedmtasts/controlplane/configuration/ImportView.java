package net.hostedmtasts.controlplane.configuration;

import java.util.List;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.SeenPolicy;

/**
 * What a domain publishes elsewhere, and what an import would save.
 *
 * @param texts TXT records at {@code _mta-sts.<domain>}
 * @param maxAge of the existing policy, in seconds
 * @param faults why senders do not take it at present
 * @param offered the configuration that an import saves
 * @param carriesEnforce it enforces already and covers every live MX host: no week of testing again
 */
public record ImportView(
    List<String> texts,
    Mode mode,
    long maxAge,
    List<MxPattern> mx,
    List<FaultView> faults,
    OfferedView offered,
    boolean carriesEnforce) {

  /** The configuration that an import saves. */
  public record OfferedView(Mode mode, MaxAge maxAge, MtaStsView.MxView mx) {}

  static ImportView of(ImportOffer offer) {
    SeenPolicy policy = offer.existing().policy().orElseThrow();
    Configuration configuration = offer.configuration();
    return new ImportView(
        offer.existing().texts(),
        policy.mode(),
        policy.maxAge(),
        policy.mx(),
        FaultView.of(offer.existing()),
        new OfferedView(
            configuration.mode(),
            configuration.maxAge(),
            new MtaStsView.MxView(configuration.source(), configuration.patterns(), List.of())),
        offer.carriesEnforce());
  }
}
