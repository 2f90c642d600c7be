package net.hostedmtasts.controlplane.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalTimeTest {
  private static final Instant ISSUED = Instant.parse("2026-11-24T06:00:00Z");

  @ParameterizedTest(name = "a life of {0} is renewed after {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          P90D        | P60D      | classic
          P64D        | P42DT16H  | classic from February 2027
          P45D        | P30D      | tlsserver
          P6DT16H     | P3DT8H    | shortlived: half below 10 days
          P10D        | P6DT16H   | exactly 10 days is not below
          P9DT23H     | P4DT23H30M | just below 10 days
          PT60S       | PT30S     | tests
          PT1S        | PT0.5S    | the shortest
          """)
  void is_a_share_of_the_life(Duration life, Duration after, String why) {
    assertThat(RenewalTime.of(ISSUED, ISSUED.plus(life), 0)).isEqualTo(ISSUED.plus(after));
  }

  @Test
  void what_was_issued_together_is_not_renewed_together() {
    Instant end = ISSUED.plus(Duration.ofDays(90));
    assertThat(RenewalTime.of(ISSUED, end, 0.02))
        .isEqualTo(ISSUED.plus(Duration.ofDays(60)).minus(Duration.ofHours(43).plusMinutes(12)));
  }
}
