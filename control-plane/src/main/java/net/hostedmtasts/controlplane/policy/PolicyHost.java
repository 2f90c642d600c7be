package net.hostedmtasts.controlplane.policy;

/**
 * The host that serves the policy of a domain: {@code mta-sts.<domain>} (RFC 8461, section 3.3).
 */
public record PolicyHost(PolicyDomain domain) implements CertifiedHost {
  private static final String PREFIX = "mta-sts.";

  /** Reads a host name; it must begin with {@code mta-sts.} before a policy domain. */
  public static PolicyHost parse(String text) {
    DomainName host = DomainName.parse(text);
    if (!isOne(host)) {
      throw new InvalidValue("policy host", text, "mta-sts. before the policy domain");
    }
    return PolicyDomain.parse(host.value().substring(PREFIX.length())).policyHost();
  }

  /** Whether a name is that of a policy host. */
  static boolean isOne(DomainName name) {
    return name.value().startsWith(PREFIX);
  }

  @Override
  public String value() {
    return PREFIX + domain.value();
  }

  @Override
  public String registered() {
    return domain.registered();
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
