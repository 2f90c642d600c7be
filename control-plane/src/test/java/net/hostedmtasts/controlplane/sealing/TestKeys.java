package net.hostedmtasts.controlplane.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** Keys whose bytes are known to the test. */
public final class TestKeys {
  private TestKeys() {}

  /** 32 bytes, all the same. */
  public static byte[] bytes(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** A file with {@link #bytes}. */
  public static Path file(Path folder, int value) {
    try {
      return Files.writeString(
          folder.resolve("key-" + value), Base64.getEncoder().encodeToString(bytes(value)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key in {@link #file}. */
  public static EncryptionKey key(Path folder, int value) {
    return EncryptionKey.read(file(folder, value), "test");
  }
}
