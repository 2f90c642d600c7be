package net.hostedmtasts.controlplane.policy;

/** What senders do with mail when no MX host passes (RFC 8461, section 5). */
public enum Mode {
  /** Deliver, and report what would have failed. */
  TESTING("testing"),
  /** Do not deliver. */
  ENFORCE("enforce"),
  /** As if there were no policy. */
  NONE("none");

  private final String value;

  Mode(String value) {
    this.value = value;
  }

  /** The value of the policy's {@code mode} field; case-sensitive. */
  public String value() {
    return value;
  }

  /** Reads the value of a {@code mode} field. */
  public static Mode parse(String text) {
    for (Mode mode : values()) {
      if (mode.value.equals(text)) {
        return mode;
      }
    }
    throw new InvalidValue("mode", text, "testing, enforce or none");
  }
}
