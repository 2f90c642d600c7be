package net.hostedmtasts.controlplane.configuration;

import java.util.List;
import java.util.Locale;
import net.hostedmtasts.controlplane.policy.ExistingPolicy;

/**
 * Why senders do not take what a domain publishes.
 *
 * @param kind stable
 */
public record FaultView(String kind, String detail) {

  static List<FaultView> of(ExistingPolicy existing) {
    return existing.faults().stream()
        .map(
            fault ->
                new FaultView(
                    fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), fault.detail()))
        .toList();
  }
}
