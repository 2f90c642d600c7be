package net.hostedmtasts.policyserver.dns;

import io.netty.buffer.ByteBuf;
import java.util.List;
import net.hostedmtasts.policyserver.zone.Glue;
import net.hostedmtasts.policyserver.zone.OwnerName;
import net.hostedmtasts.policyserver.zone.RrSet;

/**
 * Writes one answer, never beyond its limit: an RRset goes in whole or not at all (RFC 2181,
 * section 9).
 */
final class AnswerWriter {
  private static final int QR = 0x8000;
  private static final int AA = 0x0400;
  private static final int TC = 0x0200;
  private static final int RD = 0x0100;
  private static final int POINTER = 0xc000;
  private static final int OPT_LENGTH = 11;
  private static final int CLASS_IN = 1;

  private final ByteBuf out;
  private final int start;
  private final int limit;
  private final DnsQuery query;
  private final int questionLength;
  private boolean authoritative;
  private boolean truncated;
  private int answers;
  private int authority;
  private int additional;

  /**
   * Copies the question byte for byte: resolvers check that the case of its letters comes back.
   *
   * @param message what was asked, from its header on
   * @param limit octets of the whole answer, at least 512
   */
  AnswerWriter(ByteBuf out, int limit, DnsQuery query, ByteBuf message) {
    this.out = out;
    this.start = out.writerIndex();
    this.query = query;
    Question question = query.question();
    this.questionLength = question == null ? 0 : question.length();
    this.limit = limit - (query.edns() == null ? 0 : OPT_LENGTH);
    out.writeZero(QueryReader.HEADER);
    out.writeBytes(message, message.readerIndex() + QueryReader.HEADER, questionLength);
  }

  void authoritative() {
    authoritative = true;
  }

  void answer(RrSet rrSet) {
    answers += write(POINTER | QueryReader.HEADER, rrSet);
  }

  /** The SOA of the zone, whose name is the end of the question's name. */
  void authority(OwnerName zone, RrSet soa) {
    int nameLength = questionLength - 4;
    authority += write(POINTER | QueryReader.HEADER + nameLength - zone.length(), soa);
  }

  /** Nice to have: what does not fit is left out, and the answer is still whole. */
  void additional(List<Glue> glue) {
    for (Glue one : glue) {
      if (!truncated && fits(one.owner().length(), one.rrSet())) {
        for (byte[] rdata : one.rrSet().rdata()) {
          out.writeBytes(one.owner().wire());
          writeRecord(one.rrSet(), rdata);
        }
        additional += one.rrSet().rdata().size();
      }
    }
  }

  /** Drops what was written after the question. */
  void clear() {
    out.writerIndex(start + QueryReader.HEADER + questionLength);
    authoritative = false;
    truncated = false;
    answers = 0;
    authority = 0;
    additional = 0;
  }

  /** Leaves the question alone, and the advice to ask over TCP. */
  void truncate() {
    boolean wasAuthoritative = authoritative;
    clear();
    authoritative = wasAuthoritative;
    truncated = true;
  }

  void finish(Rcode rcode) {
    Edns edns = query.edns();
    if (edns != null) {
      out.writeByte(0).writeShort(Edns.OPT).writeShort(Edns.MAX_UDP_SIZE);
      out.writeInt(edns.answerTtl(rcode)).writeShort(0);
      additional++;
    }
    out.setShort(start, query.id());
    out.setShort(start + 2, flags(rcode));
    out.setShort(start + 4, questionLength == 0 ? 0 : 1);
    out.setShort(start + 6, answers);
    out.setShort(start + 8, authority);
    out.setShort(start + 10, additional);
  }

  private int flags(Rcode rcode) {
    return QR
        | query.opcode() << 11
        | (authoritative ? AA : 0)
        | (truncated ? TC : 0)
        | (query.recursionDesired() ? RD : 0)
        | rcode.low();
  }

  private int write(int ownerPointer, RrSet rrSet) {
    if (truncated || !fits(2, rrSet)) {
      truncated = true;
      return 0;
    }
    int size = rrSet.rdata().size();
    // Clients that take the first address spread over the edges: the id of a question is random.
    int first = query.id() % size;
    for (int i = 0; i < size; i++) {
      out.writeShort(ownerPointer);
      writeRecord(rrSet, rrSet.rdata().get((first + i) % size));
    }
    return size;
  }

  private void writeRecord(RrSet rrSet, byte[] rdata) {
    out.writeShort(rrSet.type()).writeShort(CLASS_IN).writeInt(rrSet.ttl());
    out.writeShort(rdata.length).writeBytes(rdata);
  }

  private boolean fits(int ownerLength, RrSet rrSet) {
    int length = out.writerIndex() - start;
    for (byte[] rdata : rrSet.rdata()) {
      length += ownerLength + 10 + rdata.length;
    }
    return length <= limit;
  }
}
