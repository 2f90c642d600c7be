package net.hostedmtasts.policyserver.dns;

import net.hostedmtasts.policyserver.zone.OwnerName;

/** The question section (RFC 1035, section 4.1.2). */
record Question(OwnerName name, int type, int dnsClass) {
  private static final int TYPE_AND_CLASS = 4;

  /** Octets in the message: names in it are not compressed. */
  int length() {
    return name.length() + TYPE_AND_CLASS;
  }
}
