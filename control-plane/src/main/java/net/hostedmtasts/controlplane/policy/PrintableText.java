package net.hostedmtasts.controlplane.policy;

/** Texts of strangers, before they are stored and shown. */
public final class PrintableText {
  private PrintableText() {}

  /**
   * The text without control characters and half characters.
   *
   * @param longest so many characters (code points) are kept, then "…" follows
   */
  public static String of(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .map(c -> readable(c) ? c : '\uFFFD')
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > longest
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
