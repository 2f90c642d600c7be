package net.hostedmtasts.controlplane.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110, section 10.2.3. */
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          120                           | PT2M
          0                             | PT0S
          Tue, 24 Nov 2026 05:01:00 GMT | PT1M
          999999999                     | PT24H
          Fri, 31 Dec 9999 23:59:59 GMT | PT24H
          Tue, 24 Nov 2026 04:59:00 GMT |
          -1                            |
          99999999999999999999          |
          soon                          |
          """)
  void a_pause_is_read_and_is_a_day_at_most(String text, Duration pause) {
    assertThat(RetryAfter.read(text, NOW).orElse(null)).isEqualTo(pause);
  }
}
