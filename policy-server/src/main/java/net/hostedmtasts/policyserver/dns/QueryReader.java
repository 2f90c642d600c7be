package net.hostedmtasts.policyserver.dns;

import io.netty.buffer.ByteBuf;
import net.hostedmtasts.policyserver.zone.OwnerName;
import org.jspecify.annotations.Nullable;

/**
 * Reads a question from a message. It looks before it reads, so that no message can make it throw,
 * and it follows no compression pointer, so that none can make it loop.
 */
final class QueryReader {
  static final int HEADER = 12;
  private static final int RESPONSE = 0x8000;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int MAX_LABEL = 63;
  private static final int MAX_NAME = 255;
  private static final int POINTER = 0xc0;

  private final ByteBuf in;
  private @Nullable Question question;
  private @Nullable Edns edns;

  private QueryReader(ByteBuf in) {
    this.in = in;
  }

  /**
   * Null for what must not be answered: no header, or an answer, to which an answer could go back
   * and forth for ever.
   */
  static @Nullable DnsQuery read(ByteBuf message) {
    if (message.readableBytes() < HEADER) {
      return null;
    }
    ByteBuf in = message.duplicate();
    int id = in.readUnsignedShort();
    int flags = in.readUnsignedShort();
    if ((flags & RESPONSE) != 0) {
      return null;
    }
    QueryReader reader = new QueryReader(in);
    boolean wellFormed = reader.readSections();
    return new DnsQuery(
        id,
        flags >> 11 & 0xf,
        (flags & RECURSION_DESIRED) != 0,
        reader.question,
        reader.edns,
        wellFormed);
  }

  private boolean readSections() {
    int questions = in.readUnsignedShort();
    int answersAndAuthority = in.readUnsignedShort() + in.readUnsignedShort();
    int additional = in.readUnsignedShort();
    return readQuestions(questions)
        && readRecords(answersAndAuthority, false)
        && readRecords(additional, true)
        && questions == 1;
  }

  /**
   * Reads on where there is not one, to find an OPT record (RFC 9619 has the rule for the count).
   */
  private boolean readQuestions(int count) {
    for (int i = 0; i < count; i++) {
      Question read = readQuestion();
      if (read == null) {
        return false;
      }
      question = count == 1 ? read : null;
    }
    return true;
  }

  private @Nullable Question readQuestion() {
    int start = in.readerIndex();
    if (!skipLabels() || !in.isReadable(5) || in.readUnsignedByte() != 0) {
      return null;
    }
    byte[] name = new byte[in.readerIndex() - start];
    in.getBytes(start, name);
    return new Question(OwnerName.ofWire(name), in.readUnsignedShort(), in.readUnsignedShort());
  }

  /** Stops before the octet that is no label: the root, a pointer, or a kind nobody defined. */
  private boolean skipLabels() {
    int start = in.readerIndex();
    while (in.isReadable()) {
      int length = in.getUnsignedByte(in.readerIndex());
      if (length == 0 || length > MAX_LABEL) {
        return true;
      }
      in.skipBytes(1);
      // The root still has to fit.
      if (!in.isReadable(length) || in.readerIndex() + length - start >= MAX_NAME) {
        return false;
      }
      in.skipBytes(length);
    }
    return false;
  }

  private boolean readRecords(int count, boolean additional) {
    for (int i = 0; i < count; i++) {
      if (!readRecord(additional)) {
        return false;
      }
    }
    return true;
  }

  private boolean readRecord(boolean additional) {
    int start = in.readerIndex();
    if (!skipOwner() || !in.isReadable(10)) {
      return false;
    }
    boolean root = in.readerIndex() == start + 1;
    int type = in.readUnsignedShort();
    int dnsClass = in.readUnsignedShort();
    long ttl = in.readUnsignedInt();
    int length = in.readUnsignedShort();
    if (!in.isReadable(length)) {
      return false;
    }
    if (type == Edns.OPT) {
      boolean first = edns == null;
      edns = first ? Edns.of(dnsClass, ttl) : edns;
      return first && additional && root && readOptions(length);
    }
    in.skipBytes(length);
    return true;
  }

  private boolean skipOwner() {
    if (!skipLabels()) {
      return false;
    }
    int length = in.readUnsignedByte();
    if (length == 0) {
      return true;
    }
    if (length < POINTER || !in.isReadable()) {
      return false;
    }
    in.skipBytes(1);
    return true;
  }

  /** Options are ignored, known or not (RFC 6891, section 6.1.2), but they must be options. */
  private boolean readOptions(int length) {
    int end = in.readerIndex() + length;
    while (in.readerIndex() < end) {
      if (end - in.readerIndex() < 4) {
        return false;
      }
      in.skipBytes(2);
      int optionLength = in.readUnsignedShort();
      if (end - in.readerIndex() < optionLength) {
        return false;
      }
      in.skipBytes(optionLength);
    }
    return true;
  }
}
