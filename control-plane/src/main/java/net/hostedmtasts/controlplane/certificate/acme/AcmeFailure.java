package net.hostedmtasts.controlplane.certificate.acme;

import org.shredzone.acme4j.exception.AcmeException;

/** Carries what the ACME client says through a chain that knows no checked exceptions. */
final class AcmeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final AcmeException why;

  AcmeFailure(AcmeException why) {
    super(why);
    this.why = why;
  }

  AcmeException why() {
    return why;
  }
}
