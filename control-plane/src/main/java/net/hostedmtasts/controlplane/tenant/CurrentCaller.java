package net.hostedmtasts.controlplane.tenant;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the current request; set before the resource is called. */
@RequestScoped
public class CurrentCaller {
  private @Nullable Caller caller;

  /** The caller. There is always one in a resource under {@code /api}. */
  public Caller get() {
    if (caller == null) {
      throw new IllegalStateException("A resource that needs a caller is open to all");
    }
    return caller;
  }

  /** For whoever has found out who it is. */
  public void set(Caller authenticated) {
    this.caller = authenticated;
  }
}
