package net.hostedmtasts.controlplane.webhook.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a receiver asks to be left alone (RFC 9110, section 10.2.3). */
final class RetryAfter {
  /** A receiver that asks for more may have made a mistake. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** Reads the header field; empty where it says nothing. */
  static Optional<Duration> read(String text, Instant now) {
    Optional<Duration> asked =
        text.matches("[0-9]{1,9}")
            ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
            : date(text).map(at -> Duration.between(now, at));
    return asked
        .filter(pause -> !pause.isNegative())
        .map(pause -> pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
