package net.hostedmtasts.controlplane.configuration;

import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;

/** What an owner should know before one policy replaces another. */
final class ChangeWarning {
  private ChangeWarning() {}

  static List<Finding> of(Policy now, Policy next) {
    List<Finding> warnings = new ArrayList<>();
    now.mx().stream()
        .filter(pattern -> !covered(pattern, next))
        .map(pattern -> Finding.of(FindingCode.MX_REMOVED, pattern.value()))
        .forEach(warnings::add);
    String held = now.servedMaxAge().seconds() + " seconds";
    if (now.mode() == Mode.ENFORCE) {
      next.mx().stream()
          .filter(pattern -> !covered(pattern, now))
          .map(pattern -> Finding.of(FindingCode.MX_ADDED_LATE, pattern.value(), held, List.of()))
          .forEach(warnings::add);
    }
    if (now.mode() == Mode.ENFORCE && next.mode() != Mode.ENFORCE) {
      warnings.add(Finding.of(FindingCode.ENFORCE_HELD, "mode", held, List.of()));
    }
    return warnings;
  }

  /** Whether senders take everything that the pattern lets through under the other policy too. */
  private static boolean covered(MxPattern pattern, Policy other) {
    return other.mx().contains(pattern)
        || (!pattern.wildcard() && other.mx().stream().anyMatch(one -> one.covers(pattern.name())));
  }
}
