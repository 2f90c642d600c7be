package net.hostedmtasts.controlplane.policy;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Tells sending MTAs that the policy has changed: 1 to 32 letters or digits, without an order (RFC
 * 8461, section 3.1).
 */
public record PolicyId(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9]{1,32}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS").withZone(ZoneOffset.UTC);
  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_LETTERS = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  public PolicyId {
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValue("policy id", value, "1 to 32 ASCII letters or digits");
    }
  }

  /**
   * An id that was never used before: the time, so that people can read it, and 62 random bits, so
   * that a second one of the same millisecond, or one after the clock went back, is another.
   */
  public static PolicyId fresh(Instant now) {
    StringBuilder id = new StringBuilder(TIME.format(now));
    for (int i = 0; i < RANDOM_LETTERS; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return new PolicyId(id.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
