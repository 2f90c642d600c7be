package net.hostedmtasts.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** One of many hosted domains. Everything in it follows from its number. */
record SampleDomain(int number) {
  private static final String BASE_32_OF_JAVA = "0189";
  private static final String INSTEAD = "wxyz";
  private static final int LABEL_BYTES = 16;
  private static final int LABEL_LENGTH = 26;

  String name() {
    return "customer-" + number + ".example";
  }

  String policyHost() {
    return "mta-sts." + name();
  }

  /** As many random bits as those of the control-plane, in the same letters. */
  String label() {
    String digits = new BigInteger(1, digest()).toString(32);
    for (int i = 0; i < INSTEAD.length(); i++) {
      digits = digits.replace(BASE_32_OF_JAVA.charAt(i), INSTEAD.charAt(i));
    }
    return "a".repeat(LABEL_LENGTH - digits.length()) + digits;
  }

  private byte[] digest() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(name().getBytes(UTF_8));
      return Arrays.copyOf(digest, LABEL_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Some 120 bytes, of two MX hosts. */
  String document() {
    return "version: STSv1\r\nmode: enforce\r\nmx: mx1.%1$s\r\nmx: *.mail.%1$s\r\nmax_age: 604800\r\n"
        .formatted(name());
  }

  String txt() {
    return "v=STSv1; id=20261124T%012d;".formatted(number);
  }
}
