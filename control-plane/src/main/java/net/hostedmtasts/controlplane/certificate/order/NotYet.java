package net.hostedmtasts.controlplane.certificate.order;

import java.time.Instant;
import net.hostedmtasts.controlplane.finding.Finding;

/** An order that has to wait, though nothing has failed. */
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Finding why;
  private final Instant until;

  /**
   * @param until when to look again
   */
  public NotYet(Finding why, Instant until) {
    super(why.advice());
    this.why = why;
    this.until = until;
  }

  Finding why() {
    return why;
  }

  Instant until() {
    return until;
  }
}
