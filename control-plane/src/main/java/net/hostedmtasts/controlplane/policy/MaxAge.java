package net.hostedmtasts.controlplane.policy;

import java.time.Duration;

/**
 * How long senders may keep a policy. Four choices, because senders disagree at the limits of RFC
 * 8461: below a day some refuse or raise it, and 31557600 becomes one day at one of them.
 */
public enum MaxAge {
  ONE_DAY(86_400),
  ONE_WEEK(604_800),
  THIRTY_DAYS(2_592_000),
  ONE_YEAR(31_536_000);

  private final long seconds;

  MaxAge(long seconds) {
    this.seconds = seconds;
  }

  /** The value of the policy's {@code max_age} field. */
  public long seconds() {
    return seconds;
  }

  public Duration duration() {
    return Duration.ofSeconds(seconds);
  }

  /** The choice of exactly that many seconds. */
  public static MaxAge ofSeconds(long seconds) {
    return parse(Long.toString(seconds));
  }

  /** The same, from a whole number of any size. */
  public static MaxAge parse(String seconds) {
    for (MaxAge maxAge : values()) {
      if (Long.toString(maxAge.seconds).equals(seconds)) {
        return maxAge;
      }
    }
    throw new InvalidValue("max_age", seconds, "86400, 604800, 2592000 or 31536000 seconds");
  }
}
