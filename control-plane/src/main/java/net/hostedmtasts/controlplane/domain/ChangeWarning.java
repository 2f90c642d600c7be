package net.hostedmtasts.controlplane.domain;

import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;

/** What an owner should know before one policy replaces another. */
final class ChangeWarning {
  private ChangeWarning() {}

  static List<Finding> of(Policy now, Policy next) {
    List<Finding> warnings = new ArrayList<>();
    List<String> dropped =
        now.mx().stream()
            .filter(pattern -> !next.mx().contains(pattern))
            .map(MxPattern::value)
            .toList();
    if (!dropped.isEmpty()) {
      warnings.add(
          warning(
              "mx-removed",
              "Make sure that no mail goes to " + String.join(", ", dropped) + " any more."));
    }
    List<String> added =
        next.mx().stream()
            .filter(pattern -> !now.mx().contains(pattern))
            .map(MxPattern::value)
            .toList();
    if (now.mode() == Mode.ENFORCE && !added.isEmpty()) {
      warnings.add(
          warning(
              "mx-added-late",
              "Senders that hold the present policy refuse "
                  + String.join(", ", added)
                  + " for up to "
                  + now.servedMaxAge().seconds()
                  + " seconds: change the MX records only after that."));
    }
    if (now.mode() == Mode.ENFORCE && next.mode() != Mode.ENFORCE) {
      warnings.add(
          warning(
              "enforce-held",
              "Senders that do not look at the id go on enforcing the present policy for up to "
                  + now.servedMaxAge().seconds()
                  + " seconds."));
    }
    return warnings;
  }

  private static Finding warning(String code, String advice) {
    return new Finding(code, "warning", advice);
  }
}
