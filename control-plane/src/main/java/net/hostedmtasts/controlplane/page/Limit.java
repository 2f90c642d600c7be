package net.hostedmtasts.controlplane.page;

import net.hostedmtasts.controlplane.policy.InvalidValue;

/** How many items a page has at most: 1 to 200. */
public record Limit(int value) {
  private static final int MAX = 200;

  /** For {@code @DefaultValue}. */
  public static final String DEFAULT = "50";

  public Limit {
    if (value < 1 || value > MAX) {
      throw invalid(Integer.toString(value));
    }
  }

  public static Limit parse(String text) {
    if (!text.matches("[0-9]{1,4}")) {
      throw invalid(text);
    }
    return new Limit(Integer.parseInt(text));
  }

  /** How many rows to read: one more shows whether there is a next page. */
  public int rows() {
    return value + 1;
  }

  private static InvalidValue invalid(String text) {
    return new InvalidValue("limit", text, "1 to " + MAX);
  }
}
