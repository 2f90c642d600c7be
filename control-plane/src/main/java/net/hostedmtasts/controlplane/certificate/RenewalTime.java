package net.hostedmtasts.controlplane.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate is to be renewed: after two thirds of its life, or half of it where that is
 * below 10 days (Let's Encrypt's integration guide). All ratios, so that a life of a minute works
 * like one of 90 days.
 */
public final class RenewalTime {
  private static final Duration SHORT_LIFE = Duration.ofDays(10);

  private RenewalTime() {}

  /**
   * The time for a certificate.
   *
   * @param from when it was issued, not its "not before": authorities date that back, by an hour
   *     where a whole life may be a minute
   * @param earlier a part of its life, so that what was issued together is not renewed together
   */
  public static Instant of(Instant from, Instant notAfter, double earlier) {
    Duration life = Duration.between(from, notAfter);
    Duration used =
        life.compareTo(SHORT_LIFE) < 0 ? life.dividedBy(2) : life.multipliedBy(2).dividedBy(3);
    return from.plus(used).minusMillis((long) (life.toMillis() * earlier));
  }
}
