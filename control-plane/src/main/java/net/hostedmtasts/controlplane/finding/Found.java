package net.hostedmtasts.controlplane.finding;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.hostedmtasts.controlplane.policy.PrintableText;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was seen from outside.
 *
 * @param value a record, a status, a reason; "" where there was nothing. Made printable, at most
 *     500 characters
 * @param server who said so, as people read it: {@code ns1.example.net (192.0.2.1)}
 * @param at when it was seen, to the millisecond
 * @param ttlLeft how long caches may go on saying so; null where that is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Found(
    @JsonProperty("value") String value,
    @JsonProperty("server") String server,
    @JsonProperty("at")
        @JsonSerialize(converter = TimeJson.InstantText.class)
        @JsonDeserialize(converter = TimeJson.TextInstant.class)
        Instant at,
    @JsonProperty("ttl_left")
        @JsonSerialize(converter = TimeJson.DurationSeconds.class)
        @JsonDeserialize(converter = TimeJson.SecondsDuration.class)
        @Schema(
            type = SchemaType.INTEGER,
            description = "Seconds for which caches may go on saying so.")
        @Nullable Duration ttlLeft) {

  private static final int LONGEST = 500;

  public Found {
    value = printable(value);
    server = printable(server);
    at = at.truncatedTo(ChronoUnit.MILLIS);
    ttlLeft = ttlLeft == null ? null : wholeSeconds(ttlLeft);
  }

  /** Something whose TTL is not known, or that has none. */
  public static Found at(Instant at, String server, String value) {
    return new Found(value, server, at, null);
  }

  /** Until when caches may go on saying so: at once where no TTL is known. */
  Instant until() {
    return ttlLeft == null ? at : at.plus(ttlLeft);
  }

  private static Duration wholeSeconds(Duration ttl) {
    return ttl.isNegative() ? Duration.ZERO : ttl.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Not longer than a person reads. */
  static String printable(String text) {
    return PrintableText.of(text, LONGEST);
  }
}
