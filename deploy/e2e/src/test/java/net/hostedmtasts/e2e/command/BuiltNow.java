package net.hostedmtasts.e2e.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets {@code deploy/run.sh} take what Maven has built: for a while the stamps of its own build are
 * new ones. A build below the running tests would take their classes away.
 */
final class BuiltNow {
  private static final List<String> MODULES =
      List.of("deploy/standalone", "control-plane", "policy-server");

  private BuiltNow() {}

  static <T> T during(Path home, Supplier<T> work) {
    Map<Path, Optional<FileTime>> before = new LinkedHashMap<>();
    try {
      for (String module : MODULES) {
        Path stamp = home.resolve(module).resolve("target/run.stamp");
        before.put(stamp, renew(stamp));
      }
      T done = work.get();
      for (Map.Entry<Path, Optional<FileTime>> stamp : before.entrySet()) {
        putBack(stamp.getKey(), stamp.getValue());
      }
      return done;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How old it was, if there was one. */
  private static Optional<FileTime> renew(Path stamp) throws IOException {
    Optional<FileTime> before = Optional.empty();
    if (Files.exists(stamp)) {
      before = Optional.of(Files.getLastModifiedTime(stamp));
    } else {
      Files.createFile(stamp);
    }
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
    return before;
  }

  private static void putBack(Path stamp, Optional<FileTime> before) throws IOException {
    if (before.isPresent()) {
      Files.setLastModifiedTime(stamp, before.get());
    } else {
      Files.delete(stamp);
    }
  }
}
