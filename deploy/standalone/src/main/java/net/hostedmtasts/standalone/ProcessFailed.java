package net.hostedmtasts.standalone;

/** A process that did not start, did not become ready, or could not be reached. */
public final class ProcessFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message says which process, what it was waited for, and what it wrote last. */
  public ProcessFailed(String message) {
    super(message);
  }

  ProcessFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
