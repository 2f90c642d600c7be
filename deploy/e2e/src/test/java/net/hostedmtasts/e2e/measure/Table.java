package net.hostedmtasts.e2e.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A table of results beside what it says. */
record Table(String title, String how, List<List<String>> rows) {
  private static final Path FOLDER = Path.of("../benchmark");

  /** Writes it as Markdown, over what was measured before. */
  void write(String file) {
    StringBuilder text = new StringBuilder("# " + title + "\n\n" + how + "\n\n");
    for (int row = 0; row < rows.size(); row++) {
      text.append("| ").append(String.join(" | ", rows.get(row))).append(" |\n");
      if (row == 0) {
        text.append("| ---").append(" | ---".repeat(rows.get(0).size() - 1)).append(" |\n");
      }
    }
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.print(text);
  }

  /** The value below which this share of the sorted times lies. */
  static Duration quantile(List<Duration> times, double share) {
    List<Duration> sorted = times.stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  static String millis(Duration time) {
    return "%.1f ms".formatted(time.toNanos() / 1e6);
  }

  static String seconds(Duration time) {
    return "%.1f s".formatted(time.toNanos() / 1e9);
  }
}
