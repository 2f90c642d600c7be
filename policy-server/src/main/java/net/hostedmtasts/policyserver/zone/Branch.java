package net.hostedmtasts.policyserver.zone;

/**
 * The parents of the delegation labels. They always exist, also before the first label does: a
 * resolver that learns NXDOMAIN for one of them would give up all names below (RFC 8020).
 */
enum Branch {
  /** What {@code mta-sts.<domain>} points to. */
  POLICY("policy"),
  /** What {@code _mta-sts.<domain>} points to. */
  MTA_STS("_mta-sts"),
  /** What {@code _smtp._tls.<domain>} points to. */
  TLS("_tls");

  private final String label;

  Branch(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** The label with its length octet, as in {@link OwnerName#relativeTo}. */
  String key() {
    return (char) label.length() + label;
  }
}
