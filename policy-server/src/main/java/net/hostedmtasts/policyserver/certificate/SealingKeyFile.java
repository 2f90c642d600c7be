package net.hostedmtasts.policyserver.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** A file that holds a sealing key, or will. */
record SealingKeyFile(Path path) {
  private static final int MAX_BYTES = 1_024;

  /** The file is there and holds no key. The message never quotes it, because it is a secret. */
  static final class NoKey extends Exception {
    private static final long serialVersionUID = 1L;

    private NoKey(Path file) {
      super(
          "certificates.sealing-key-files: %s does not hold %d bytes as Base64 text"
              .formatted(file, SealingKey.BYTES));
    }
  }

  /** Empty when the file is not there. */
  Optional<SealingKey> read() throws NoKey {
    try (InputStream file = Files.newInputStream(path)) {
      byte[] text = file.readNBytes(MAX_BYTES + 1);
      if (text.length > MAX_BYTES) {
        throw new NoKey(path);
      }
      return Optional.of(
          new SealingKey(Base64.getDecoder().decode(new String(text, US_ASCII).strip())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      // Without the cause: its message may quote the file.
      throw new NoKey(path);
    }
  }
}
