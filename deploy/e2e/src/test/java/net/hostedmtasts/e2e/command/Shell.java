package net.hostedmtasts.e2e.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** The shell of a newcomer. */
final class Shell {
  private static final int LIMIT_S = 30;

  private Shell() {}

  /** What the pasted lines print. Fails when one of them fails. */
  static String run(String lines) {
    try {
      Process shell = new ProcessBuilder("bash", "-ec", lines).redirectErrorStream(true).start();
      String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
      if (!shell.waitFor(LIMIT_S, TimeUnit.SECONDS) || shell.exitValue() != 0) {
        shell.destroyForcibly();
        throw new AssertionError(lines + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
