package net.hostedmtasts.policyserver.challenge;

import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.policyserver.topic.Revisioned;

/**
 * The answer to one challenge.
 *
 * @param keyAuthorization the body, exactly
 * @param sentAt the record's own time
 */
record Challenge(String policyHost, String keyAuthorization, Instant sentAt) implements Revisioned {
  private static final Duration LIFETIME = Duration.ofHours(1);

  /** The later record counts: there is no other order, because a token is published once. */
  @Override
  public long revision() {
    return Math.max(1, sentAt.toEpochMilli());
  }

  @Override
  public boolean served() {
    return true;
  }

  boolean expired(Instant now) {
    return now.isAfter(sentAt.plus(LIFETIME));
  }
}
