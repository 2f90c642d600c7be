package net.hostedmtasts.controlplane.certificate.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The root for whoever is to trust it. Replaced as a whole: a reader never sees half of it. */
final class RootFile {
  private RootFile() {}

  static void write(Path file, String pem) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, ".authority", ".pem");
      try {
        Files.writeString(part, pem);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "certificates.local-authority.root-file: " + file + " cannot be written", e);
    }
  }
}
