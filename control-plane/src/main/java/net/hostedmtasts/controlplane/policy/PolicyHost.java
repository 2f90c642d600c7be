package net.hostedmtasts.controlplane.policy;

/**
 * The host that serves the policy of a domain: {@code mta-sts.<domain>} (RFC 8461, section 3.3).
 */
public record PolicyHost(PolicyDomain domain) {
  private static final String PREFIX = "mta-sts.";

  /** Reads a host name; it must begin with {@code mta-sts.} before a policy domain. */
  public static PolicyHost parse(String text) {
    DomainName host = DomainName.parse(text);
    if (!host.value().startsWith(PREFIX)) {
      throw new InvalidValue("policy host", text, "mta-sts. before the policy domain");
    }
    return PolicyDomain.parse(host.value().substring(PREFIX.length())).policyHost();
  }

  /** The host's name in A-labels. */
  public String value() {
    return PREFIX + domain.value();
  }

  /** The host's name. */
  public DomainName name() {
    return new DomainName(value());
  }

  @Override
  public String toString() {
    return value();
  }
}
