package net.hostedmtasts.policyserver.certificate;

import java.util.Base64;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;

/** DER as it comes in Base64. */
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;

  private Der() {}

  /**
   * Decodes and checks that this is one SEQUENCE of exactly this length. More is not checked:
   * parsing 100,000 certificates would take seconds of every start, and the control-plane has
   * parsed what it got from the CA.
   */
  static byte[] decode(String base64) throws UnreadableRecord {
    byte[] der = bytes(base64);
    if (!isOneSequence(der)) {
      throw new UnreadableRecord("not one DER sequence");
    }
    return der;
  }

  static byte[] bytes(String base64) throws UnreadableRecord {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecord("not Base64");
    }
  }

  static boolean isOneSequence(byte[] der) {
    if (der.length < 2 || der[0] != SEQUENCE) {
      return false;
    }
    int first = der[1] & 0xff;
    if (first < LONG_FORM) {
      return der.length == 2 + first;
    }
    int lengthBytes = first - LONG_FORM;
    if (lengthBytes < 1 || lengthBytes > 3 || der.length < 2 + lengthBytes) {
      return false;
    }
    int length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = (length << 8) | (der[2 + i] & 0xff);
    }
    return der.length == 2 + lengthBytes + length;
  }
}
