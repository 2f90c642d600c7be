package net.hostedmtasts.controlplane.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.hostedmtasts.controlplane.finding.Finding;

/**
 * What a PUT would serve.
 *
 * @param document byte for byte
 * @param diff its lines against the document served now
 */
public record PreviewView(String document, List<LineView> diff, List<Finding> warnings) {

  /**
   * One line that changes.
   *
   * @param change {@code added} or {@code removed}
   */
  public record LineView(String change, String line) {}

  private enum Change {
    REMOVED,
    ADDED;

    LineView of(String line) {
      return new LineView(name().toLowerCase(Locale.ROOT), line);
    }
  }

  /** Lines have no order of their own, so a line that stands in both has not changed. */
  static List<LineView> diff(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> fresh = after.lines().toList();
    List<LineView> diff = new ArrayList<>();
    old.stream().filter(line -> !fresh.contains(line)).map(Change.REMOVED::of).forEach(diff::add);
    fresh.stream().filter(line -> !old.contains(line)).map(Change.ADDED::of).forEach(diff::add);
    return diff;
  }
}
