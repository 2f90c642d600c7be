package net.hostedmtasts.e2e.pair;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What the API answered.
 *
 * @param etag the version of what was shown, where it has one
 * @param body empty where there was none
 */
public record Answer(String request, int status, Optional<String> etag, JsonNode body) {

  /** This answer, if it has the expected status. */
  public Answer expect(int expected) {
    if (status != expected) {
      throw new AssertionError(
          request + " answered " + status + " instead of " + expected + ": " + body);
    }
    return this;
  }

  /** The version to send back in {@code If-Match}. */
  public String version() {
    return etag.orElseThrow(() -> new AssertionError(request + " has no ETag"));
  }
}
