package net.hostedmtasts.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that come as an archive on the class path, unpacked once per user. */
final class PostgresBinaries {
  private final Path folder;

  private PostgresBinaries(Path folder) {
    this.folder = folder;
  }

  /** Unpacks the programs for this machine, unless that was done before. */
  static PostgresBinaries unpacked() throws IOException {
    String archive = "postgres-linux-" + architecture() + ".txz";
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
      if (packed == null) {
        throw new ProcessFailed(
            "There is no PostgreSQL for this machine on the class path: " + archive);
      }
      Path cache = cacheFolder();
      Path folder = cache.resolve("postgres-" + architecture() + "-" + packed.available());
      if (!Files.isDirectory(folder)) {
        unpack(packed, cache, folder);
      }
      return new PostgresBinaries(folder);
    }
  }

  /** The path of one of the programs: {@code initdb}, {@code pg_ctl} or {@code postgres}. */
  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  private static void unpack(InputStream packed, Path cache, Path folder) throws IOException {
    // Beside its place and then moved: whoever looks meanwhile sees all of it or nothing.
    Path fresh = Files.createTempDirectory(cache, "unpacking-");
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, fresh);
      }
    }
    try {
      Files.move(fresh, folder);
    } catch (IOException e) {
      delete(fresh);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("The archive names a file outside of its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Path cacheFolder() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    Path base =
        Files.isWritable(home)
            ? home.resolve(".cache")
            : Path.of(System.getProperty("java.io.tmpdir"));
    Path cache = base.resolve("hosted-mta-sts-" + System.getProperty("user.name"));
    try {
      Files.createDirectories(cache);
    } catch (FileAlreadyExistsException notAFolder) {
      throw new IOException(cache + " is in the way: it is not a folder", notAFolder);
    }
    return cache;
  }

  private static String architecture() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "arm_64";
      default -> name;
    };
  }
}
