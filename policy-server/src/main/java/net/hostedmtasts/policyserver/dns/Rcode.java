package net.hostedmtasts.policyserver.dns;

/** What an answer says about the question (RFC 1035, section 4.1.1; RFC 6891, section 9). */
enum Rcode {
  NOERROR(0),
  FORMERR(1),
  SERVFAIL(2),
  NXDOMAIN(3),
  NOTIMP(4),
  REFUSED(5),
  BADVERS(16);

  private final int value;

  Rcode(int value) {
    this.value = value;
  }

  /** The four bits in the header. */
  int low() {
    return value & 0xf;
  }

  /** The eight bits in the OPT record (RFC 6891, section 6.1.3). */
  int high() {
    return value >> 4;
  }
}
