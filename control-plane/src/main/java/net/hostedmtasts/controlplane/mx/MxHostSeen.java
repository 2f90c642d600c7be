package net.hostedmtasts.controlplane.mx;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * An MX host that a policy lists because DNS names it, or named it a short time ago.
 *
 * @param lastSeen the last check that saw it
 * @param missingSince the first check after that in which both sides named only others; null while
 *     it is in use
 * @param ttl of the MX record when it was last seen
 */
public record MxHostSeen(
    DomainName host,
    Instant firstSeen,
    Instant lastSeen,
    @Nullable Instant missingSince,
    Duration ttl) {

  /** One that is in use since now. */
  static MxHostSeen added(DomainName host, Instant now, Duration ttl) {
    return new MxHostSeen(host, now, now, null, ttl);
  }

  MxHostSeen seen(Instant now, Duration ttl) {
    return new MxHostSeen(host, firstSeen, now, null, ttl);
  }

  MxHostSeen missing(Instant now) {
    return missingSince == null ? new MxHostSeen(host, firstSeen, lastSeen, now, ttl) : this;
  }

  /**
   * When it may be taken off the policy: {@code keep} after the last check that saw it, and not
   * before caches have forgotten the MX record. Empty while it is in use.
   */
  public Optional<Instant> listedUntil(Duration keep) {
    if (missingSince == null) {
      return Optional.empty();
    }
    Instant kept = lastSeen.plus(keep);
    Instant forgotten = missingSince.plus(ttl);
    return Optional.of(kept.isAfter(forgotten) ? kept : forgotten);
  }

  /** As it is stored. */
  @JsonValue
  Stored stored() {
    return new Stored(
        host.value(),
        firstSeen.toString(),
        lastSeen.toString(),
        missingSince == null ? null : missingSince.toString(),
        ttl.toSeconds());
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static MxHostSeen of(Stored stored) {
    return new MxHostSeen(
        new DomainName(stored.host),
        Instant.parse(stored.firstSeen),
        Instant.parse(stored.lastSeen),
        stored.missingSince == null ? null : Instant.parse(stored.missingSince),
        Duration.ofSeconds(stored.ttl));
  }

  /** Texts and numbers alone, so that every mapper writes the same. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stored(
      @JsonProperty("host") String host,
      @JsonProperty("first_seen") String firstSeen,
      @JsonProperty("last_seen") String lastSeen,
      @JsonProperty("missing_since") @Nullable String missingSince,
      @JsonProperty("ttl") long ttl) {}
}
