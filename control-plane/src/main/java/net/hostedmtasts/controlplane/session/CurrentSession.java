package net.hostedmtasts.controlplane.session;

import jakarta.enterprise.context.RequestScoped;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.jspecify.annotations.Nullable;

/** The session of the current request, where it came with the cookie of one. */
@RequestScoped
class CurrentSession {
  private @Nullable SignedIn signedIn;

  SignedIn get() {
    if (signedIn == null) {
      throw new Refused(
          Reason.UNAUTHENTICATED, "A token is no session. Sign in: POST /api/v1/session.");
    }
    return signedIn;
  }

  void set(SignedIn found) {
    this.signedIn = found;
  }
}
