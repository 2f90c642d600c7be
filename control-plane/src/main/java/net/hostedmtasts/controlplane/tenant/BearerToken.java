package net.hostedmtasts.controlplane.tenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * A secret that names a tenant and a scope (RFC 6750). Ours begin with {@code mtasts_}, so that
 * scanners for leaked secrets recognise them.
 */
public record BearerToken(String secret) {
  private static final String PREFIX = "mtasts_";
  private static final int RANDOM_OCTETS = 32;
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/=-]{32,200}");
  private static final SecureRandom RANDOM = new SecureRandom();

  public BearerToken {
    if (!SYNTAX.matcher(secret).matches()) {
      throw new InvalidValue(
          "bearer token", "(secret)", "32 to 200 letters, digits or . _ ~ + / = -");
    }
  }

  /** A new token of 256 random bits. */
  public static BearerToken random() {
    byte[] octets = new byte[RANDOM_OCTETS];
    RANDOM.nextBytes(octets);
    return new BearerToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
  }

  /**
   * What is stored instead of the token: SHA-256, which is enough for a secret of this many bits.
   */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "BearerToken[secret]";
  }
}
