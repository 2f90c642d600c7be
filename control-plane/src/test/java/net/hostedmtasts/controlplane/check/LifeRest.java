package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.hostedmtasts.controlplane.check.LifeRules.Step;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import org.jspecify.annotations.Nullable;

/** A status rests where nothing happens, and an error that stays is not hidden. */
final class LifeRest {

  /** What one check saw, and what it made of the status. */
  private record Check(
      String delegation,
      Set<String> errors,
      boolean live,
      int happened,
      DomainStatus before,
      DomainStatus after) {
    boolean sawTheSame(Check earlier) {
      return delegation.equals(earlier.delegation)
          && errors.equals(earlier.errors)
          && live == earlier.live
          && happened == earlier.happened;
    }
  }

  private final @Nullable Check[] last = new Check[2];

  void check(Step step) {
    if (step.seen() == null) {
      return;
    }
    LifeState.One before = step.before().domains().get(step.who());
    LifeState.One after = step.after().domains().get(step.who());
    Check now =
        new Check(
            step.seen().delegation().getClass().getSimpleName(),
            after.errors(),
            after.live(),
            step.happened(),
            before.status(),
            after.status());
    Check earlier = last[step.who()];
    last[step.who()] = now;
    if (earlier != null && now.sawTheSame(earlier) && earlier.before() != earlier.after()) {
      assertThat(now.after())
          .as("after %s a second check that sees the same", earlier)
          .isNotEqualTo(earlier.before());
    }
    notHidden(before, after);
  }

  private static void notHidden(LifeState.One before, LifeState.One after) {
    Set<String> confirmed = new HashSet<>(before.errors());
    confirmed.retainAll(after.errors());
    if (after.once() && before.once() && !confirmed.isEmpty()) {
      assertThat(after.status())
          .as("with %s seen twice", confirmed)
          .isIn(DomainStatus.ERROR, DomainStatus.INACTIVE);
    }
  }
}
