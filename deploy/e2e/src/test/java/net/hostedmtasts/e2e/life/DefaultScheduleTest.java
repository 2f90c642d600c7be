package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/** How long a newcomer waits, with the schedule that the service comes with. */
class DefaultScheduleTest {
  private static final Duration AIM = Duration.ofSeconds(10);

  /** The next check is up to 5.5 s away, and tests share their two cores with others. */
  private static final Duration ON_A_BUSY_MACHINE = Duration.ofSeconds(20);

  @Test
  void a_domain_is_active_soon_after_its_cname_records_and_sooner_when_asked_for() {
    try (Pair pair = Pair.prepareUnhurried("schedule", settings -> settings)) {
      pair.startAll(2);
      Watched domain = Watched.add(pair).enable().awaitCnames("not_seen", "not_seen");
      Duration byItself = untilActive(domain.delegate());

      // Of one that was waited for longer, checks are further apart: its owner asks for one.
      Watched late = Watched.add(pair).enable().awaitCnames("not_seen", "not_seen");
      late.delegate();
      late.checkNow();
      Duration asked = untilActive(late);

      System.out.printf(
          "active after the CNAME records: %d ms by itself, %d ms when asked for%n",
          byItself.toMillis(), asked.toMillis());
      assertThat(byItself).isLessThanOrEqualTo(ON_A_BUSY_MACHINE);
      assertThat(asked).isLessThanOrEqualTo(AIM);
      every_step_has_its_time(pair.api().rollout(domain.hosted()).path("steps"));
    }
  }

  private static void every_step_has_its_time(JsonNode steps) {
    assertThat(steps.findValuesAsText("step"))
        .containsExactly(
            "cnames_seen",
            "certificate_issued",
            "policy_live",
            "id_released",
            "id_live",
            "checked");
    List<String> times = steps.findValuesAsText("at");
    assertThat(times).hasSize(6).isSorted();
  }

  private static Duration untilActive(Watched domain) {
    long begin = System.nanoTime();
    domain.awaitStatus("active");
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
