package net.hostedmtasts.policyserver.challenge;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.policyserver.topic.Revisioned;
import org.jspecify.annotations.Nullable;

/** The answer to one challenge. */
final class Challenge implements Revisioned {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final ChallengeType type;
  private final String policyHost;
  private final String keyAuthorization;
  private final Instant sentAt;
  private @Nullable X509Certificate validation;

  /**
   * @param keyAuthorization the answer over HTTP, exactly
   * @param sentAt the record's own time
   */
  Challenge(ChallengeType type, String policyHost, String keyAuthorization, Instant sentAt) {
    this.type = type;
    this.policyHost = policyHost;
    this.keyAuthorization = keyAuthorization;
    this.sentAt = sentAt;
  }

  ChallengeType type() {
    return type;
  }

  String policyHost() {
    return policyHost;
  }

  String keyAuthorization() {
    return keyAuthorization;
  }

  /** The answer over TLS. Made when it is first asked for, and kept as long as this challenge. */
  synchronized X509Certificate validation(ValidationCertificates maker) {
    X509Certificate made = validation;
    if (made == null) {
      made = maker.make(policyHost, keyAuthorization);
      validation = made;
    }
    return made;
  }

  /**
   * The later record counts: there is no other order, because a key is published for one challenge.
   */
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

  @Override
  public String toString() {
    return "Challenge[" + type + ", sentAt=" + sentAt + "]";
  }
}
