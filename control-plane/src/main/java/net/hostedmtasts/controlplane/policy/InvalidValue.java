package net.hostedmtasts.controlplane.policy;

/**
 * A text from outside that is not what it should be. The message is fit to be shown to whoever sent
 * it.
 */
public final class InvalidValue extends IllegalArgumentException {
  private static final int SHOWN = 80;

  private final String what;
  private final String value;
  private final String rule;

  /**
   * @param what the kind of value, in the words of the API: "policy id"
   * @param value what was given; shortened, and without control characters, before it is shown
   * @param rule what a valid value looks like
   */
  public InvalidValue(String what, String value, String rule) {
    super("\"" + shown(value) + "\" is not a valid " + what + ": " + rule + ".");
    this.what = what;
    this.value = shown(value);
    this.rule = rule;
  }

  public String what() {
    return what;
  }

  public String value() {
    return value;
  }

  public String rule() {
    return rule;
  }

  private static String shown(String value) {
    return PrintableText.of(value, SHOWN);
  }
}
