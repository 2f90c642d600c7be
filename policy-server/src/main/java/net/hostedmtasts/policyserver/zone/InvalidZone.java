package net.hostedmtasts.policyserver.zone;

/** Settings that describe no zone. The message names the setting and what to do. */
public final class InvalidZone extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidZone(String setting, String value, String wanted) {
    super("zone." + setting + " is \"" + value + "\": " + wanted);
  }
}
