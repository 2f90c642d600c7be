package net.hostedmtasts.e2e.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Something that may be known in one place only, in each form in which it could be somewhere else.
 */
final class Secret {
  private static final int SCALAR_BYTES = 32;

  private final String name;
  private final Set<String> forms = new LinkedHashSet<>();

  private Secret(String name, byte[] bytes) {
    this.name = name;
    forms.add(new String(bytes, ISO_8859_1));
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    forms.add(HexFormat.ofDelimiter(":").formatHex(bytes));
    String numbers = Arrays.toString(bytes);
    forms.add(numbers.substring(1, numbers.length() - 1));
    for (int before = 0; before < 3; before++) {
      forms.add(inside(Base64.getEncoder(), bytes, before));
      forms.add(inside(Base64.getUrlEncoder(), bytes, before));
    }
  }

  static Secret of(String name, byte[] bytes) {
    return new Secret(name, bytes);
  }

  static Secret of(String name, String text) {
    return new Secret(name, text.getBytes(ISO_8859_1));
  }

  /** An elliptic curve's private key by its number alone, which each of its encodings contains. */
  static Secret privateKey(String name, byte[] pkcs8) {
    try {
      ECPrivateKey key =
          (ECPrivateKey)
              KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      byte[] number = key.getS().toByteArray();
      byte[] scalar = new byte[SCALAR_BYTES];
      int length = Math.min(number.length, SCALAR_BYTES);
      System.arraycopy(number, number.length - length, scalar, SCALAR_BYTES - length, length);
      Secret secret = new Secret(name, scalar);
      secret.forms.add(key.getS().toString());
      secret.forms.add(key.getS().toString(16));
      return secret;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String name() {
    return name;
  }

  boolean isIn(byte[] content) {
    String all = new String(content, ISO_8859_1);
    // PEM breaks its lines; JSON writes the break in letters.
    String joined = all.replace("\\n", "").replace("\n", "").replace("\r", "");
    return forms.stream().anyMatch(form -> all.contains(form) || joined.contains(form));
  }

  /** The characters that stand for these bytes alone, whatever is around them. */
  private static String inside(Base64.Encoder encoder, byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    String text = encoder.withoutPadding().encodeToString(shifted);
    int first = before == 0 ? 0 : before + 1;
    return text.substring(first, shifted.length * 8 / 6);
  }

  @Override
  public String toString() {
    return name;
  }
}
