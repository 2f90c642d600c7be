package net.hostedmtasts.controlplane.certificate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ladder of Let's Encrypt's integration guide (INTEROP, section 8). */
class BackOffTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private final BackOff backOff = new BackOff(settings());

  static OrderSettings settings() {
    return new SmallRyeConfigBuilder()
        .withMapping(OrderSettings.class)
        .withSources(new PropertiesConfigSource(Map.of(), "test", 100))
        .build()
        .getConfigMapping(OrderSettings.class);
  }

  @ParameterizedTest(name = "after {0} failures: {1} and up to a tenth more")
  @CsvSource({"1, PT1M", "2, PT10M", "3, PT100M", "4, P1D", "5, P1D", "40, P1D"})
  void pauses_grow_and_the_last_one_goes_on(int failures, Duration pause) {
    for (int i = 0; i < 50; i++) {
      assertThat(backOff.next(failures, NOW, Optional.empty(), NOW).orElseThrow())
          .isBetween(NOW.plus(pause), NOW.plus(pause.multipliedBy(11).dividedBy(10)));
    }
  }

  @Test
  void never_before_the_authority_allows_it() {
    Instant later = NOW.plus(Duration.ofHours(3));
    assertThat(backOff.next(1, NOW, Optional.of(later), NOW)).contains(later);
    assertThat(backOff.next(4, NOW, Optional.of(later), NOW).orElseThrow()).isAfter(later);
  }

  @Test
  void after_thirty_days_a_person_has_to_ask() {
    Instant longAgo = NOW.minus(Duration.ofDays(30)).minusSeconds(1);
    assertThat(backOff.next(40, longAgo, Optional.empty(), NOW)).isEmpty();
  }

  @ParameterizedTest(name = "renewal at {0} of a window from 10 to 20 stays: {1}")
  @CsvSource({"9, false", "10, true", "15, true", "19, true", "20, false", "30, false"})
  void a_time_in_the_authoritys_window_is_kept(long before, boolean kept) {
    RenewalWindow window =
        new RenewalWindow(NOW.plusSeconds(10), NOW.plusSeconds(20), NOW.plusSeconds(100));
    Instant chosen = window.choose(NOW.plusSeconds(before));
    assertThat(chosen).isBetween(window.start(), window.end());
    if (kept) {
      assertThat(chosen).isEqualTo(NOW.plusSeconds(before));
    }
  }
}
