package net.hostedmtasts.e2e.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.standalone.Deployment;

/** A copy of a stopped database's data folder: the backup of the one-machine deployment. */
record DatabaseCopy(Path original, Path copy) {

  static DatabaseCopy of(Deployment deployment) throws IOException {
    Path original = deployment.data().database();
    DatabaseCopy made = new DatabaseCopy(original, original.resolveSibling("postgres-copy"));
    copy(original, made.copy);
    return made;
  }

  /** Puts the copy where the database was. */
  void putBack() throws IOException {
    remove();
    copy(copy, original);
  }

  /** Leaves no database. */
  void remove() throws IOException {
    try (Stream<Path> all = Files.walk(original)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(from)) {
      all = found.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : all) {
      // PostgreSQL refuses a folder that others can read.
      Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
