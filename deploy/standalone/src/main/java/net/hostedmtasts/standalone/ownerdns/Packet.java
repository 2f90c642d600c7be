package net.hostedmtasts.standalone.ownerdns;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** The frame of an answer: what it takes over from its question, and how long it may be. */
final class Packet {
  private static final int PLAIN = 512;
  private static final int LONGEST_OVER_UDP = 1_232;
  private static final int LONGEST_OVER_TCP = 65_535;
  private static final int DO = 0x8000;
  private static final int RCODE_BITS = 4;
  private static final int RCODE_MASK = 0xF;

  private final Header asked;
  private final @Nullable Record question;
  private final @Nullable OPTRecord options;
  private final boolean recursive;
  private final int longest;

  /** For what could not be read beyond its header. */
  Packet(Header asked) {
    this(asked, null, null, false, PLAIN);
  }

  private Packet(
      Header asked,
      @Nullable Record question,
      @Nullable OPTRecord options,
      boolean recursive,
      int longest) {
    this.asked = asked;
    this.question = question;
    this.options = options;
    this.recursive = recursive;
    this.longest = longest;
  }

  /** The same for a whole query. */
  Packet to(Message query, boolean recursive, boolean overTcp) {
    OPTRecord options = query.getOPT();
    int udp =
        options == null
            ? PLAIN
            : Math.max(PLAIN, Math.min(options.getPayloadSize(), LONGEST_OVER_UDP));
    return new Packet(
        asked, query.getQuestion(), options, recursive, overTcp ? LONGEST_OVER_TCP : udp);
  }

  /** An answer without any section. */
  byte[] error(int rcode) {
    return frame(rcode, List.of()).toWire();
  }

  /** An answer; where it is too long, whole record sets are left out and TC says so. */
  byte[] bytes(Answer answer) {
    List<EDNSOption> more =
        answer.extendedError().stream().<EDNSOption>mapToObj(ExtendedErrorCodeOption::new).toList();
    Message message = frame(answer.rcode(), more);
    if (answer.authoritative()) {
      message.getHeader().setFlag(Flags.AA);
    }
    answer.records().forEach(record -> message.addRecord(record, Section.ANSWER));
    answer.authority().forEach(record -> message.addRecord(record, Section.AUTHORITY));
    answer.additional().forEach(record -> message.addRecord(record, Section.ADDITIONAL));
    return message.toWire(longest);
  }

  /** That there is more over TCP, and nothing else. */
  byte[] cutShort() {
    Message message = frame(0, List.of());
    message.getHeader().setFlag(Flags.TC);
    return message.toWire(longest);
  }

  private Message frame(int rcode, List<EDNSOption> more) {
    Message message = new Message(asked.getID());
    Header header = message.getHeader();
    header.setFlag(Flags.QR);
    header.setOpcode(asked.getOpcode());
    header.setRcode(rcode & RCODE_MASK);
    Stream.of(Flags.RD, Flags.CD)
        .filter(flag -> asked.getFlag(flag))
        .forEach(flag -> header.setFlag(flag));
    if (recursive) {
      header.setFlag(Flags.RA);
    }
    if (question != null) {
      message.addRecord(question, Section.QUESTION);
    }
    if (options != null) {
      message.addRecord(
          new OPTRecord(LONGEST_OVER_UDP, rcode >> RCODE_BITS, 0, options.getFlags() & DO, more),
          Section.ADDITIONAL);
    }
    return message;
  }
}
