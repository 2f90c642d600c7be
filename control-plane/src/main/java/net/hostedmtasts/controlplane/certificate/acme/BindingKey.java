package net.hostedmtasts.controlplane.certificate.acme;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The MAC key of an external account binding (RFC 8555, section 7.3.4). No message quotes it.
 *
 * @param encoded in Base64url
 */
record BindingKey(String encoded) {
  private static final int FILE_LIMIT = 4096;

  /** HS256 wants a key as long as its hash (RFC 7518, section 3.2). */
  private static final int LEAST_BYTES = 32;

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it cannot be read or is no such key; says what to do
   */
  static BindingKey read(String authority, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(FILE_LIMIT), US_ASCII).strip();
      int bytes = Base64.getUrlDecoder().decode(text).length;
      if (bytes < LEAST_BYTES) {
        throw invalid(authority, file, "holds " + bytes + " bytes");
      }
      return new BindingKey(text);
    } catch (IOException e) {
      throw invalid(authority, file, "cannot be read (" + e.getClass().getName() + ")");
    } catch (IllegalArgumentException e) {
      // The decoder's own message quotes the text: it is not passed on.
      throw e instanceof Invalid known
          ? known
          : invalid(authority, file, "is not in Base64url (RFC 4648, section 5)");
    }
  }

  private static Invalid invalid(String authority, Path file, String problem) {
    return new Invalid(
        "certificates.acme."
            + authority
            + ".external-account-key-file: "
            + file
            + " "
            + problem
            + ". It must hold the MAC key that the authority gave for the external account, in"
            + " Base64url, of at least "
            + LEAST_BYTES
            + " bytes");
  }

  private static final class Invalid extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  @Override
  public String toString() {
    return "BindingKey[]";
  }
}
