package net.hostedmtasts.controlplane.finding;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the sentences of {@link FindingCode}. A template may name {@code {subject}}, {@code
 * {expected}}, {@code {found}} (the values), {@code {server}} (who said so) and {@code {until}}
 * (when caches have forgotten it, in UTC).
 */
final class Advice {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)\\}");

  private Advice() {}

  static String sentence(
      String template, String subject, @Nullable String expected, List<Found> found) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> Matcher.quoteReplacement(value(place.group(1), subject, expected, found)));
  }

  private static String value(
      String place, String subject, @Nullable String expected, List<Found> found) {
    return switch (place) {
      case "subject" -> Found.printable(subject);
      case "expected" -> expected == null ? "what is expected" : Found.printable(expected);
      case "found" -> values(found);
      case "server" -> found.isEmpty() ? "the server" : found.get(0).server();
      case "until" -> until(found);
      default -> throw new IllegalArgumentException("No such place in an advice: " + place);
    };
  }

  // The same value from several servers is one value to a reader.
  private static String values(List<Found> found) {
    String all =
        found.stream()
            .map(Found::value)
            .filter(value -> !value.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "nothing" : Found.printable(all);
  }

  private static String until(List<Found> found) {
    return found.stream()
        .map(Found::until)
        .max(Instant::compareTo)
        .map(last -> last.truncatedTo(ChronoUnit.SECONDS).toString())
        .orElse("then");
  }
}
