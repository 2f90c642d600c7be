package net.hostedmtasts.controlplane.lease;

/** Another instance has taken the work over; what this one wanted to write is rolled back. */
public final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLost() {
    super("the lease has passed to another instance");
  }
}
