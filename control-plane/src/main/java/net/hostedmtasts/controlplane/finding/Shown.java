package net.hostedmtasts.controlplane.finding;

/** Texts of strangers, before they are stored and shown. */
final class Shown {
  static final int LONGEST = 500;

  private Shown() {}

  /**
   * The text without control characters and half characters, and not longer than a person reads.
   */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> readable(c) ? c : '\uFFFD')
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > LONGEST
        ? shown.append('…').toString()
        : shown.toString();
  }

  // Format characters turn the direction of what follows, or hide it.
  private static boolean readable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
