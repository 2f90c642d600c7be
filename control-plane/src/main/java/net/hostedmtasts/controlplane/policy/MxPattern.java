package net.hostedmtasts.controlplane.policy;

/**
 * One {@code mx} field of a policy: an MX host, or {@code *.} before the name of its parent (RFC
 * 8461, section 3.2). At least two labels: no public authority certifies a single one, and {@code
 * *.com} would accept anyone.
 */
public record MxPattern(boolean wildcard, DomainName name) {
  private static final String ANY_LABEL = "*.";

  public MxPattern {
    if (name.labels().size() < 2) {
      throw new InvalidValue(
          "MX pattern",
          (wildcard ? ANY_LABEL : "") + name.value(),
          "a name of at least two labels");
    }
  }

  /** Reads a pattern; the name as {@link DomainName#parse} does. */
  public static MxPattern parse(String text) {
    boolean wildcard = text.startsWith(ANY_LABEL);
    try {
      return new MxPattern(
          wildcard, DomainName.parse(wildcard ? text.substring(ANY_LABEL.length()) : text));
    } catch (InvalidValue e) {
      throw new InvalidValue(
          "MX pattern",
          text,
          "a host name of at least two labels, or \"*.\" before one; no IP address, no port, no address of a mailbox");
    }
  }

  /** The pattern for exactly this host. */
  public static MxPattern of(DomainName host) {
    return new MxPattern(false, host);
  }

  /** The pattern as it stands in a policy. */
  public String value() {
    return wildcard ? ANY_LABEL + name.value() : name.value();
  }

  /**
   * Whether senders accept {@code mxHost}. A wildcard stands for exactly one label (RFC 8461,
   * section 4.1).
   */
  public boolean covers(DomainName mxHost) {
    return wildcard ? mxHost.parent().filter(name::equals).isPresent() : mxHost.equals(name);
  }

  @Override
  public String toString() {
    return value();
  }
}
