package net.hostedmtasts.controlplane.policy;

/** A host that this service gets certificates for: one of a hosted domain, or one of its own. */
public sealed interface CertifiedHost permits PolicyHost, ServiceHost {

  /** Reads a host's name: of a policy host where it begins with {@code mta-sts.}. */
  static CertifiedHost parse(String text) {
    return PolicyHost.isOne(DomainName.parse(text))
        ? PolicyHost.parse(text)
        : ServiceHost.parse(text);
  }

  /** The host's name in A-labels. */
  String value();

  /** The domain right below the public suffix, by which authorities count. */
  String registered();
}
