package net.hostedmtasts.policyserver.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** The few forms of DER (X.690) that a validation certificate is made of. */
final class DerWriter {
  static final int BOOLEAN = 0x01;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int UTF8_STRING = 0x0c;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private static final int INTEGER = 0x02;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final Instant FIRST_GENERALIZED = Instant.parse("2050-01-01T00:00:00Z");
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;
  private static final int SHORT_FORM = 0x80;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHORT_TIME =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private DerWriter() {}

  static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    writeLength(all, content.size());
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream to, int length) {
    if (length < SHORT_FORM) {
      to.write(length);
    } else {
      byte[] octets = unsigned(length);
      to.write(SHORT_FORM | octets.length);
      to.writeBytes(octets);
    }
  }

  private static byte[] unsigned(int value) {
    byte[] octets = BigInteger.valueOf(value).toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }

  static byte[] sequence(byte[]... parts) {
    return of(SEQUENCE, parts);
  }

  static byte[] integer(BigInteger value) {
    return of(INTEGER, value.toByteArray());
  }

  /** {@code [number]} around other elements. */
  static byte[] tagged(int number, byte[]... parts) {
    return of(CONTEXT | CONSTRUCTED | number, parts);
  }

  /** {@code [number] IMPLICIT} text. */
  static byte[] taggedText(int number, String text) {
    return of(CONTEXT | number, text.getBytes(US_ASCII));
  }

  /** A string of whole octets. */
  static byte[] bits(byte[] octets) {
    return of(BIT_STRING, new byte[] {0}, octets);
  }

  /** With two digits for the year until 2049, and four from then on (RFC 5280, section 4.1.2.5). */
  static byte[] time(Instant instant) {
    return instant.isBefore(FIRST_GENERALIZED)
        ? of(UTC_TIME, SHORT_TIME.format(instant).getBytes(US_ASCII))
        : of(GENERALIZED_TIME, TIME.format(instant).getBytes(US_ASCII));
  }

  /**
   * @param arcs the first two as one number: 40 times the first, plus the second
   */
  static byte[] objectIdentifier(int... arcs) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int arc : arcs) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >>> shift != 0) {
          octets.write(0x80 | (arc >>> shift & 0x7f));
        }
      }
      octets.write(arc & 0x7f);
    }
    return of(OBJECT_IDENTIFIER, octets.toByteArray());
  }
}
