package net.hostedmtasts.policyserver.topic;

/**
 * A record that this edge cannot use. It is counted, logged and skipped; what it would have
 * replaced is served on.
 */
public final class UnreadableRecord extends Exception {
  private static final long serialVersionUID = 1;

  /** The reason goes into the log: it never quotes the record. */
  public UnreadableRecord(String reason) {
    super(reason);
  }
}
