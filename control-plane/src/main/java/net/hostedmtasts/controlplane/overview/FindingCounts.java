package net.hostedmtasts.controlplane.overview;

/** How many findings of the last check there are of each severity. */
public record FindingCounts(int error, int warning, int info) {
  static final FindingCounts NONE = new FindingCounts(0, 0, 0);
}
