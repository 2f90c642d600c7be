package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.TestDomains;
import net.hostedmtasts.controlplane.world.Beans;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "The life of a domain": checks on a schedule by state. */
class ScheduleTest {
  private static final int SAMPLES = 500;

  private final Schedule schedule = new Schedule(new Beans(Map.of()).get(CheckSettings.class));

  private static HostedDomain domain(String state) {
    HostedDomain domain =
        switch (state) {
          case "inactive" -> TestDomains.added();
          case "verifying" -> TestDomains.enabled(5);
          case "winding down" -> TestDomains.disabled(5);
          default -> TestDomains.active(5);
        };
    if (state.equals("error")) {
      domain.failed(TestDomains.NOW);
    }
    return domain;
  }

  private @Nullable Duration pause(
      String state, int unchanged, boolean unconfirmed, boolean leftBehind) {
    return schedule.pause(domain(state), unchanged, unconfirmed, leftBehind);
  }

  @ParameterizedTest(name = "{0}, unchanged {1} times, left behind {2}: about {3} s ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          verifying    | 0    | false | 5     | at first
          verifying    | 1    | false | 7.5   | growing
          verifying    | 2    | false | 11.25 | growing
          verifying    | 11   | false | 300   | to five minutes
          verifying    | 5000 | false | 300   | and no longer, however often
          active       | 0    | false | 3600  | hourly
          active       | 99   | false | 3600  | hourly
          error        | 0    | false | 30    | at first
          error        | 1    | false | 45    | growing
          error        | 99   | false | 3600  | to an hour
          winding down | 7    | false | 3600  | as if it were active
          inactive     | 0    | true  | 3600  | its CNAME records still lead here
          inactive     | 1    | true  | 5400  | growing
          inactive     | 99   | true  | 86400 | to a day
          """)
  void a_pause_is_about(
      String state, int unchanged, boolean leftBehind, double seconds, String why) {
    Set<Duration> all = new HashSet<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      Duration pause = pause(state, unchanged, false, leftBehind);
      assertThat(pause).as(why).isNotNull();
      all.add(pause);
    }
    long millis = (long) (seconds * 1_000);
    assertThat(all)
        .allSatisfy(
            one -> assertThat(one.toMillis()).isBetween(millis * 9 / 10 - 1, millis * 11 / 10 + 1));
    assertThat(all.stream().anyMatch(one -> one.toMillis() < millis)).as("earlier").isTrue();
    assertThat(all.stream().anyMatch(one -> one.toMillis() > millis)).as("later").isTrue();
  }

  @Test
  void nothing_is_left_to_check_of_an_inactive_domain() {
    assertThat(pause("inactive", 0, false, false)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"verifying", "active", "error", "winding down"})
  void an_error_seen_once_is_looked_at_again_soon(String state) {
    assertThat(pause(state, 50, true, false)).isEqualTo(Duration.ofSeconds(5));
  }
}
