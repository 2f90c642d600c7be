package net.hostedmtasts.policyserver.report;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a certificate with its chain, and of its private key. */
record KeyFiles(Path certificate, Path key) {
  private static final int MAX_BYTES = 256 * 1024;

  /** Nothing can be answered with what the files hold. The message quotes nothing of it. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /** What both hold at one moment. */
  record Content(Buffer certificate, Buffer key) {
    @Override
    public String toString() {
      return "Content[]";
    }
  }

  Content read() throws Unusable {
    return new Content(read("tls.certificate-file", certificate), read("tls.key-file", key));
  }

  private static Buffer read(String setting, Path file) throws Unusable {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Unusable(setting + ": " + file + " is larger than " + MAX_BYTES + " bytes");
      }
      return Buffer.buffer(bytes);
    } catch (IOException e) {
      throw new Unusable(setting + ": " + file + " cannot be read");
    }
  }
}
