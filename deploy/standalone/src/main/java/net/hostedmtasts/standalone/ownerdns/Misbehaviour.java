package net.hostedmtasts.standalone.ownerdns;

import java.time.Duration;
import java.util.Locale;

/**
 * What goes wrong with some answers.
 *
 * @param delay how long an answer takes
 */
public record Misbehaviour(Kind kind, Server server, Duration delay) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** What is answered. */
  public enum Kind {
    /** What is true. */
    NOTHING,
    /** SERVFAIL. */
    SERVFAIL,
    /** REFUSED. */
    REFUSED,
    /** Nothing at all. */
    SILENT,
    /** Over UDP only that there is more (TC); over TCP what is true. */
    TRUNCATED,
    /**
     * At the authoritative server what is true; at the resolver SERVFAIL with the extended error
     * "DNSSEC bogus" (RFC 8914), or what is true for those who do not want validation (CD).
     */
    BOGUS
  }

  /** Where it goes wrong. */
  public enum Server {
    /** At the authoritative server; the resolver then fails as one that has asked it. */
    AUTHORITY,
    /** At the resolver alone. */
    RESOLVER
  }

  /** Refuses a delay of more than a minute. */
  public Misbehaviour {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new NotAccepted(NotAccepted.Reason.INVALID, "A delay is at most a minute.");
    }
  }

  /** At the authoritative server. */
  public static Misbehaviour of(Kind kind) {
    return new Misbehaviour(kind, Server.AUTHORITY, Duration.ZERO);
  }

  /** True answers of the authoritative server, but late ones. */
  public static Misbehaviour late(Duration delay) {
    return new Misbehaviour(Kind.NOTHING, Server.AUTHORITY, delay);
  }

  /** The same at the resolver alone. */
  public Misbehaviour atResolver() {
    return new Misbehaviour(kind, Server.RESOLVER, delay);
  }

  /** From a word such as {@code servfail}. */
  static Misbehaviour parse(String word) {
    try {
      return of(Kind.valueOf(word.strip().toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new NotAccepted(
          NotAccepted.Reason.INVALID,
          "A fault is one of servfail, refused, silent, truncated, bogus.");
    }
  }
}
