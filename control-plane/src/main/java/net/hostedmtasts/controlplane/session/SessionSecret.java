package net.hostedmtasts.controlplane.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a browser's cookie holds: 256 random bits. */
record SessionSecret(String value) {
  private static final int OCTETS = 32;
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  static SessionSecret random() {
    byte[] octets = new byte[OCTETS];
    RANDOM.nextBytes(octets);
    return new SessionSecret(text(octets));
  }

  /** Empty where a cookie holds something else. */
  static Optional<SessionSecret> parse(String cookie) {
    return SYNTAX.matcher(cookie).matches()
        ? Optional.of(new SessionSecret(cookie))
        : Optional.empty();
  }

  /** What is stored instead of it; SHA-256 is enough for a secret of this many bits. */
  byte[] hash() {
    return sha256("session " + value);
  }

  /**
   * What requests that change something have to repeat in a header, which no other site can read.
   * It belongs to the tenant as well: a page that still shows one tenant changes nothing in another
   * that was entered in the meantime.
   */
  String csrfToken(UUID tenant) {
    return text(sha256("csrf " + tenant + " " + value));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String text(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  @Override
  public String toString() {
    return "SessionSecret[secret]";
  }
}
