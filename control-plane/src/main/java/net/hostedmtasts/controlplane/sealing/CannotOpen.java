package net.hostedmtasts.controlplane.sealing;

/**
 * A sealed key does not open: another key sealed it, it belongs to something else, or it was
 * changed. The message names key ids, never what is inside.
 */
public final class CannotOpen extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotOpen(String message) {
    super(message);
  }
}
