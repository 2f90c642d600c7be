package net.hostedmtasts.controlplane.domain;

import java.util.Locale;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** Where a hosted domain stands. */
public enum DomainStatus {
  /** Not asked for, or winding down. */
  INACTIVE,
  /** Enabled, and on its way: certificate, policy on every edge, then the TXT record. */
  VERIFYING,
  /** On every edge. */
  ACTIVE,
  /** Checked and found wanting; still served, because taking the policy away helps an attacker. */
  ERROR;

  /** The name at the API. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DomainStatus parse(String text) {
    for (DomainStatus status : values()) {
      if (status.value().equals(text)) {
        return status;
      }
    }
    throw new InvalidValue("status", text, "inactive, verifying, active or error");
  }
}
