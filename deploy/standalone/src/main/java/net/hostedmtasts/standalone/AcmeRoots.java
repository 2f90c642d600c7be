package net.hostedmtasts.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/**
 * The roots of an authority that is not publicly trusted: of its HTTPS, and of what it signs.
 *
 * @param file PEM, with a certificate or more
 */
public record AcmeRoots(Path file) {

  /**
   * Refuses a file in which nothing could be trusted: later it would look like a broken service.
   */
  public AcmeRoots {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Options.Misunderstood("--acme-roots must be a file that can be read, not " + file);
    }
    try {
      if (TrustedFile.certificates(file).isEmpty()) {
        throw holdsNone(file);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw holdsNone(file);
    }
  }

  private static Options.Misunderstood holdsNone(Path file) {
    return new Options.Misunderstood(
        "--acme-roots must be a PEM file of certificates, and " + file + " is none");
  }

  /** Where everything looks that trusts whatever signs here. */
  void copyTo(Path authority) throws IOException {
    Files.copy(file, authority, StandardCopyOption.REPLACE_EXISTING);
  }
}
