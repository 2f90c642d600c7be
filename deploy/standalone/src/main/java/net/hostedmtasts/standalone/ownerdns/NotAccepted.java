package net.hostedmtasts.standalone.ownerdns;

/** A change of records that is not made. The message is one sentence that says what to do. */
public final class NotAccepted extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why, as a kind. */
  public enum Reason {
    /** What was given is wrong in itself. */
    INVALID,
    /** There is no such record or zone. */
    UNKNOWN,
    /** What is there already stands against it. */
    CONFLICT
  }

  private final Reason reason;

  NotAccepted(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why, as a kind. */
  public Reason reason() {
    return reason;
  }
}
