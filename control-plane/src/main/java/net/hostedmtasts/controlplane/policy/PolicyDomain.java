package net.hostedmtasts.controlplane.policy;

import com.google.common.net.InternetDomainName;

/**
 * A mail domain that can have a policy here: registrable or below, and short enough for every name
 * that is put before it ({@code _smtp._tls.} takes 11 of 253 octets).
 */
public record PolicyDomain(DomainName name) {
  private static final int MAX_OCTETS = 242;

  public PolicyDomain {
    if (name.value().length() > MAX_OCTETS) {
      throw new InvalidValue("policy domain", name.value(), "at most 242 octets");
    }
    if (name.labels().size() < 2) {
      throw new InvalidValue("policy domain", name.value(), "at least two labels");
    }
    if (publicSuffix(name.value()) || publicSuffix(name.unicode())) {
      throw new InvalidValue(
          "policy domain", name.value(), "a domain below a public suffix, not the suffix itself");
    }
  }

  /** Reads a name as {@link DomainName#parse} does. */
  public static PolicyDomain parse(String text) {
    return new PolicyDomain(DomainName.parse(text));
  }

  /** The name in A-labels. */
  public String value() {
    return name.value();
  }

  /** The name as people read it, in U-labels. */
  public String unicode() {
    return name.unicode();
  }

  /** Where senders fetch the policy. */
  public PolicyHost policyHost() {
    return new PolicyHost(this);
  }

  /** The domain right below the public suffix, by which authorities count. */
  public String registered() {
    return RegisteredDomain.of(name);
  }

  @Override
  public String toString() {
    return value();
  }

  // Names that the list's own syntax refuses (a top level that begins with a digit) are no suffix
  // of the list.
  private static boolean publicSuffix(String name) {
    return InternetDomainName.isValid(name) && InternetDomainName.from(name).isPublicSuffix();
  }
}
