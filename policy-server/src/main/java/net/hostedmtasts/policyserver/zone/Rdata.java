package net.hostedmtasts.policyserver.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** RDATA in wire form, from plain bytes: dnsjava's own text forms give a backslash a meaning. */
final class Rdata {
  private static final int MAX_STRING = 255;

  private Rdata() {}

  /**
   * A text longer than 255 octets becomes several strings; readers join them without a space (RFC
   * 1035, section 3.3.14; RFC 7208, section 3.3).
   */
  static byte[] txt(String text) {
    byte[] octets = text.getBytes(US_ASCII);
    ByteArrayOutputStream rdata = new ByteArrayOutputStream(octets.length + 1);
    int from = 0;
    do {
      int length = Math.min(MAX_STRING, octets.length - from);
      rdata.write(length);
      rdata.write(octets, from, length);
      from += length;
    } while (from < octets.length);
    return rdata.toByteArray();
  }

  /** RFC 8659, section 4.1.1. */
  static byte[] caa(int flags, String tag, String value) {
    byte[] octets = (tag + value).getBytes(US_ASCII);
    byte[] rdata = new byte[2 + octets.length];
    rdata[0] = (byte) flags;
    rdata[1] = (byte) tag.length();
    System.arraycopy(octets, 0, rdata, 2, octets.length);
    return rdata;
  }

  /** Wire form in lower case. The lengths in it are below 64 and thus no letters. */
  static byte[] lowerCase(byte[] name) {
    byte[] lower = Arrays.copyOf(name, name.length);
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] = (byte) (lower[i] + ('a' - 'A'));
      }
    }
    return lower;
  }
}
