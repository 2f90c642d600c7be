package net.hostedmtasts.e2e.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Something that is looked through.
 *
 * @param parts its contents by name
 */
record Place(String name, Map<String, Content> parts) {
  /** Read when it is looked through, because some are large. */
  interface Content {
    byte[] bytes() throws IOException;
  }

  static Place of(String name) {
    return new Place(name, new LinkedHashMap<>());
  }

  /** Every file below a folder. */
  static Place folder(String name, Path folder, Predicate<Path> wanted) {
    Place place = of(name);
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .filter(wanted)
          .forEach(
              file -> place.parts.put(folder.relativize(file).toString(), () -> contents(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return place;
  }

  private static byte[] contents(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException gone) {
      // A running database removes and renames files.
      return new byte[0];
    }
  }

  void add(String part, String text) {
    parts.put(part, () -> text.getBytes(UTF_8));
  }

  void add(String part, byte[] bytes) {
    parts.put(part, () -> bytes);
  }

  /** Which of these are in which part. */
  List<String> found(List<Secret> secrets) {
    return parts.entrySet().stream()
        .flatMap(
            part -> {
              byte[] content = read(part.getValue());
              return secrets.stream()
                  .filter(secret -> secret.isIn(content))
                  .map(secret -> secret + " is in " + name + ", " + part.getKey());
            })
        .toList();
  }

  private static byte[] read(Content content) {
    try {
      return content.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
