package net.hostedmtasts.policyserver.dns;

/**
 * The OPT record of a question (RFC 6891, section 6.1.3).
 *
 * @param udpSize the largest answer that the asker takes over UDP, as it was sent
 * @param dnssecOk the DO bit, the only flag that is repeated (RFC 3225)
 */
record Edns(int udpSize, int version, boolean dnssecOk) {
  static final int OPT = 41;

  /** What IPv6 passes without fragments everywhere: DNS flag day 2020. */
  static final int MAX_UDP_SIZE = 1232;

  /** Without EDNS (RFC 1035, section 4.2.1), and what every lower value counts as. */
  static final int MIN_UDP_SIZE = 512;

  private static final int DO = 0x8000;

  static Edns of(int dnsClass, long ttl) {
    return new Edns(dnsClass, (int) (ttl >> 16 & 0xff), (ttl & DO) != 0);
  }

  int answerSize() {
    return Math.max(MIN_UDP_SIZE, Math.min(udpSize, MAX_UDP_SIZE));
  }

  /** The TTL field of the OPT in the answer: our version is 0. */
  int answerTtl(Rcode rcode) {
    return rcode.high() << 24 | (dnssecOk ? DO : 0);
  }
}
