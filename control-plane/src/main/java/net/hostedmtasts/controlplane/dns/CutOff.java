package net.hostedmtasts.controlplane.dns;

import net.hostedmtasts.controlplane.policy.DomainName;

/** Whether a list of records from an answer of at most 512 octets may be a part of a longer one. */
final class CutOff {
  private static final int LIMIT = 512;
  // Owner as a pointer, type, class, TTL, length, preference, and the longest name there is.
  private static final int LONGEST_RECORD = 2 + 10 + 2 + 255;
  private static final int HEADER = 12;
  private static final int QUESTION_REST = 4;
  private static final int NAME_REST = 2;
  private static final int RECORD_REST = 10 + 2;

  private CutOff() {}

  /**
   * A server leaves a record out where it does not fit: not if the longest one there is would still
   * have fitted.
   */
  static boolean possible(DomainName domain, ReceivedMx received) {
    int owner = domain.value().length() + NAME_REST;
    int size = HEADER + owner + QUESTION_REST;
    for (ReceivedMx.Received record : received.records()) {
      size += owner + RECORD_REST + record.name().length() + NAME_REST;
    }
    return received.records().isEmpty() || size > LIMIT - LONGEST_RECORD;
  }
}
