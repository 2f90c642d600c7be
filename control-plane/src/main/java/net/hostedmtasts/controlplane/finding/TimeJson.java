package net.hostedmtasts.controlplane.finding;

import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Duration;
import java.time.Instant;

/**
 * Times in stored findings: the same at every mapper, because the one of the database columns is
 * plain.
 */
final class TimeJson {
  private TimeJson() {}

  static final class InstantText extends StdConverter<Instant, String> {
    @Override
    public String convert(Instant at) {
      return at.toString();
    }
  }

  static final class TextInstant extends StdConverter<String, Instant> {
    @Override
    public Instant convert(String text) {
      return Instant.parse(text);
    }
  }

  static final class DurationSeconds extends StdConverter<Duration, Long> {
    @Override
    public Long convert(Duration duration) {
      return duration.toSeconds();
    }
  }

  static final class SecondsDuration extends StdConverter<Long, Duration> {
    @Override
    public Duration convert(Long seconds) {
      return Duration.ofSeconds(seconds);
    }
  }
}
