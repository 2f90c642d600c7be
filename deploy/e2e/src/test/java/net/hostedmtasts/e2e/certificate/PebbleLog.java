package net.hostedmtasts.e2e.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Pebble says that it did. */
record PebbleLog(Path file) {
  private static final Pattern ISSUED =
      Pattern.compile("Issued certificate serial ([0-9a-f]+) for order (\\S+)");
  private static final Pattern INVALID = Pattern.compile("authz (\\S+) set INVALID");
  private static final Pattern ORDERS = Pattern.compile("There are now (\\d+) orders in the db");

  /** One line for each certificate that was signed: the order that was finalized. */
  List<String> finalizedOrders() {
    return matches(ISSUED, 2);
  }

  /** Authorizations for which the authority did not find what it looked for. */
  List<String> failedAuthorizations() {
    return matches(INVALID, 1);
  }

  /** How many orders were begun. */
  int orders() {
    List<String> counts = matches(ORDERS, 1);
    return counts.isEmpty() ? 0 : Integer.parseInt(counts.get(counts.size() - 1));
  }

  private List<String> matches(Pattern pattern, int group) {
    try {
      return Files.readAllLines(file).stream()
          .map(pattern::matcher)
          .filter(Matcher::find)
          .map(matcher -> matcher.group(group))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
