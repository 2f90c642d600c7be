package net.hostedmtasts.controlplane.publication;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * A key that is not published until a person decides.
 *
 * @param observedRevision what the topic shows, and goes on showing
 */
public record HeldKey(
    String topic,
    String key,
    Reason reason,
    long observedRevision,
    boolean observedServed,
    Instant since) {

  /** Why it is held. */
  public enum Reason {
    /**
     * The topic knows a newer revision that this database never took: it is an older copy of
     * itself.
     */
    RESTORED,
    /** Served in the topic, and unknown to the database. */
    UNKNOWN;

    @JsonValue
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Reason parse(String value) {
      return valueOf(value.toUpperCase(Locale.ROOT));
    }
  }
}
