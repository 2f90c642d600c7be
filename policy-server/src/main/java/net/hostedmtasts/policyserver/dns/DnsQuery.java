package net.hostedmtasts.policyserver.dns;

import org.jspecify.annotations.Nullable;

/**
 * A message that wants an answer, as far as it could be understood.
 *
 * @param question null unless there is exactly one, and it is well formed
 * @param edns null if the message has no OPT record, or none was reached
 * @param wellFormed whether every part could be read, with one question and at most one OPT record
 */
record DnsQuery(
    int id,
    int opcode,
    boolean recursionDesired,
    @Nullable Question question,
    @Nullable Edns edns,
    boolean wellFormed) {

  int maxUdpSize() {
    return edns == null ? Edns.MIN_UDP_SIZE : edns.answerSize();
  }
}
