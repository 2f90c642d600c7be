package net.hostedmtasts.controlplane.sealing;

import java.nio.file.Path;

/**
 * A key file is missing or wrong, so the service does not start. The message says how to make one.
 */
public final class InvalidKeyFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidKeyFile(String setting, Path file, String problem) {
    super(
        setting
            + ": "
            + file
            + " "
            + problem
            + ". It must hold 32 random bytes as Base64 text; make one with:"
            + " (umask 077; head -c 32 /dev/urandom | base64 > "
            + file
            + ")");
  }
}
