package net.hostedmtasts.controlplane.outside;

import java.time.Duration;
import java.util.Optional;

/** What came of a request that was posted. */
public sealed interface PostResult {

  /** From the first packet to the end. */
  Duration took();

  /**
   * There was an answer, whatever its status. Redirects are not followed.
   *
   * @param retryAfter the header field, as it came
   * @param body up to 64 KiB of it: a longer one, or one that does not end in time, is cut off
   */
  record Answered(Duration took, int status, Optional<String> retryAfter, Body body)
      implements PostResult {}

  /**
   * There was none.
   *
   * @param detail why, for people
   */
  record Unanswered(Duration took, String detail) implements PostResult {}
}
