package net.hostedmtasts.policyserver.zone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A complete name, uncompressed, in the wire form of RFC 1035, section 3.1. Two names that differ
 * in the case of letters are the same name (RFC 4343), so it is kept in lower case.
 */
public final class OwnerName {
  private final byte[] wire;

  private OwnerName(byte[] wire) {
    this.wire = wire;
  }

  /**
   * The same name in lower case.
   *
   * @param wire a well-formed name: labels of 1 to 63 octets, then the root
   */
  public static OwnerName ofWire(byte[] wire) {
    return new OwnerName(Rdata.lowerCase(wire));
  }

  /** Octets in wire form, the root included. */
  public int length() {
    return wire.length;
  }

  /**
   * The labels in front of {@code apex}, each with its length octet, as a key for look-ups; empty
   * if this is the apex, null if this name is outside.
   */
  @Nullable String relativeTo(OwnerName apex) {
    int end = wire.length - apex.wire.length;
    if (end < 0 || !Arrays.equals(wire, end, wire.length, apex.wire, 0, apex.wire.length)) {
      return null;
    }
    int label = 0;
    while (label < end) {
      label += wire[label] + 1;
    }
    // Otherwise the bytes are equal by chance, in the middle of a label.
    return label == end ? new String(wire, 0, end, ISO_8859_1) : null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnerName name && Arrays.equals(wire, name.wire);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(wire);
  }

  /** A copy in wire form. */
  public byte[] wire() {
    return wire.clone();
  }
}
