package net.hostedmtasts.controlplane.domain;

import java.util.Arrays;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The owner's version of a configuration, which is its ETag. Republishing, status and fresh ids
 * never change it.
 */
public record Version(long number) {
  private static final int LONGEST_HEADER = 1000;

  /** The ETag header's value (RFC 9110, section 8.8.3). */
  public String etag() {
    return "\"" + number + "\"";
  }

  /**
   * Refuses a change that was made from another version than this one.
   *
   * @param ifMatch the header If-Match (RFC 9110, section 13.1.1); weak tags never match
   */
  public void requireSeen(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank() || ifMatch.length() > LONGEST_HEADER) {
      throw new Refused(
          Reason.PRECONDITION_REQUIRED,
          "Send If-Match with the ETag of the configuration that you have seen: GET it first.");
    }
    if (Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(this::matches)) {
      throw new Refused(
          Reason.STALE_VERSION,
          "The configuration has changed; its ETag is "
              + etag()
              + ". GET it, and make the change again.");
    }
  }

  private boolean matches(String tag) {
    return tag.equals("*") || tag.equals(etag());
  }
}
