package net.hostedmtasts.controlplane.delegation;

import java.util.List;

/** Who may sign certificates of policy hosts. */
public interface CaaIssue {
  /** Values of the CAA "issue" records at each policy host (RFC 8659, section 4.2); may be none. */
  List<String> values();

  /**
   * Whether these are all: an authority whose account is not known yet is missing, and no record is
   * taken away meanwhile.
   */
  default boolean complete() {
    return true;
  }
}
