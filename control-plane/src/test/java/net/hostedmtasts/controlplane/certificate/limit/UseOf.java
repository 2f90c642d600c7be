package net.hostedmtasts.controlplane.certificate.limit;

import net.hostedmtasts.controlplane.certificate.Instance;

/** What one instance remembers of authorities. */
public final class UseOf {
  private UseOf() {}

  public static AuthorityUse instance(Instance instance) {
    return new AuthorityUse(instance.pool(), instance.clock());
  }
}
