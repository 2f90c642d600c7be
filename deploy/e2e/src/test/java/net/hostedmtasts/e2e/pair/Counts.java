package net.hostedmtasts.e2e.pair;

/** How often a test does something: a few times in every build, often with {@code -Dlong=true}. */
public final class Counts {
  private static final boolean LONG = Boolean.getBoolean("long");

  private Counts() {}

  /** The count of this run. */
  public static int of(int small, int many) {
    return LONG ? many : small;
  }
}
