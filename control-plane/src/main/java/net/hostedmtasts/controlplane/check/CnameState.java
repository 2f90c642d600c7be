package net.hostedmtasts.controlplane.check;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One of the two CNAME records, as the owner's name servers answer it.
 *
 * @param name owner name, without a final dot
 * @param expected its target, without a final dot
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CnameState(
    @JsonProperty("name") String name,
    @JsonProperty("expected") String expected,
    @JsonProperty("state") State state) {

  /** What was seen. */
  public enum State {
    /** No name server answers a record. */
    NOT_SEEN,
    /** A name server answers something else. */
    WRONG,
    /** Every name server that answers has the record. */
    SEEN,
    /** No name server answered: nothing is known. */
    UNKNOWN;

    @JsonValue
    String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
