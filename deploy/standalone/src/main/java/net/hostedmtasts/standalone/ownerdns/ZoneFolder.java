package net.hostedmtasts.standalone.ownerdns;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The zones as files of RFC 1035, section 5: one zone a file, over restarts. */
record ZoneFolder(Path path) {
  private static final String SUFFIX = ".zone";

  /** Reads all of it; a folder that is not there is made. */
  List<OwnerZone> load() {
    try {
      Files.createDirectories(path);
      try (Stream<Path> files = Files.list(path)) {
        return files
            .filter(file -> file.toString().endsWith(SUFFIX))
            .map(ZoneFolder::read)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the zones in " + path, e);
    }
  }

  /** Keeps a zone. */
  void save(OwnerZone zone) {
    String text = text(zone);
    Path file = file(zone.apex());
    try {
      // Beside its place first: a file cut short would be taken for the zone.
      Path fresh = path.resolve(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep " + file + ": " + e, e);
    }
  }

  /** Forgets a zone. */
  void delete(Name apex) {
    try {
      Files.deleteIfExists(file(apex));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file(apex) + ": " + e, e);
    }
  }

  /** A zone as the text of a zone file. */
  static String text(OwnerZone zone) {
    return zone.records().map(record -> record + "\n").collect(Collectors.joining());
  }

  private Path file(Name apex) {
    return path.resolve(apex.toString(true) + SUFFIX);
  }

  private static OwnerZone read(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.zone$", "");
    List<Record> records = new ArrayList<>();
    try (InputStream text = Files.newInputStream(file);
        Master master = new Master(text, RecordText.name(name))) {
      master.disableIncludes();
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        records.add(record);
      }
      return OwnerZone.of(RecordText.name(name), records);
    } catch (IOException | IllegalArgumentException | NotAccepted e) {
      throw new UncheckedIOException(
          new IOException("Cannot read the zone file " + file + ": " + e.getMessage(), e));
    }
  }
}
