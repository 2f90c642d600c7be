package net.hostedmtasts.controlplane.outside;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The octets of an answer, at most 64 KiB. */
public final class Body {
  private final byte[] octets;

  Body(byte[] octets) {
    this.octets = octets.clone();
  }

  /** The octets as they came; a copy. */
  public byte[] octets() {
    return octets.clone();
  }

  public int size() {
    return octets.length;
  }

  /** Read as UTF-8; what is none becomes U+FFFD. */
  public String text() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Body body && Arrays.equals(octets, body.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return octets.length + " octets";
  }
}
