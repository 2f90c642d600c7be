package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * DESIGN, "Life of a domain" and "Delegation and ownership", with owners, DNS, time and faults in
 * any order. {@code -Dlong=true} tries more, {@code -Dseed=...} one sequence again.
 */
class LifePropertyTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int EVENTS = 30;
  private static final boolean LONG = Boolean.getBoolean("long");
  private static final int TRIES = LONG ? 2_000 : 40;

  /** Each takes months or years, and a clock of nanoseconds ends in 2262. */
  private static final int TRIES_OF_ONE_CLOCK = 200;

  /** The same sequences in each build: new ones are for the long run, where somebody looks. */
  private static final long FIRST_SEED = 20_261_124;

  private int machines;

  @Test
  void whatever_happens_in_whatever_order_a_domain_keeps_its_rules() {
    Long given = Long.getLong("seed");
    long first = given == null ? (LONG ? System.nanoTime() : FIRST_SEED) : given;
    int tries = given == null ? TRIES : 1;
    Set<String> transitions = new TreeSet<>();
    for (int done = 0; done < tries; done += TRIES_OF_ONE_CLOCK) {
      DATABASE.empty();
      tries(first + done, Math.min(TRIES_OF_ONE_CLOCK, tries - done), transitions);
    }
    if (given == null) {
      assertThat(transitions).as("transitions that were made").hasSizeGreaterThanOrEqualTo(7);
    }
  }

  private void tries(long first, int many, Set<String> transitions) {
    try (LifeInfra infra = new LifeInfra(DATABASE.running())) {
      for (long seed = first; seed < first + many; seed++) {
        List<LifeEvent> events = LifeEvent.random(new Random(seed), EVENTS);
        Optional<Throwable> failure = failure(infra, events, transitions);
        if (failure.isPresent()) {
          throw new AssertionError(report(infra, seed, events, failure.get()));
        }
      }
    }
  }

  private Optional<Throwable> failure(
      LifeInfra infra, List<LifeEvent> events, Set<String> transitions) {
    try {
      LifeMachine machine = new LifeMachine(infra, ++machines);
      for (LifeEvent event : events) {
        machine.happen(event);
      }
      transitions.addAll(machine.transitionsSeen());
      return Optional.empty();
    } catch (AssertionError | RuntimeException broken) {
      return Optional.of(broken);
    }
  }

  /** Leaves out what is not needed to break the rule. */
  private String report(LifeInfra infra, long seed, List<LifeEvent> events, Throwable failure) {
    List<LifeEvent> left = new ArrayList<>(events);
    Throwable last = failure;
    for (int at = left.size() - 1; at >= 0; at--) {
      List<LifeEvent> fewer = new ArrayList<>(left);
      fewer.remove(at);
      Optional<Throwable> still = failure(infra, fewer, new TreeSet<>());
      if (still.isPresent()) {
        left = fewer;
        last = still.get();
      }
    }
    StringBuilder text = new StringBuilder("seed " + seed + "\n");
    left.forEach(event -> text.append("  ").append(event).append('\n'));
    return text + String.valueOf(last.getMessage());
  }
}
