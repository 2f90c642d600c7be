package net.hostedmtasts.policyserver.dns;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import net.hostedmtasts.policyserver.zone.TestZone;
import net.hostedmtasts.policyserver.zone.ZoneContents;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Asks the answering function. dnsjava writes the questions and reads the answers. */
final class Asking {
  static final Name ZONE = Name.fromConstantString(TestZone.NAME + ".");

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Answering answering;
  private InetAddress client = InetAddress.getLoopbackAddress();

  Asking(ZoneContents contents) {
    this(contents, new ResponseRate(0, () -> 0));
  }

  Asking(ZoneContents contents, ResponseRate rate) {
    this.answering = new Answering(contents, rate, new DnsMetrics(meters));
  }

  static Asking examples() {
    return new Asking(TestZone.ofExamples().contents());
  }

  static Asking examples(Map<String, String> settings) {
    return new Asking(TestZone.ofExamples().contents(TestZone.settings(settings)));
  }

  Asking from(String address) {
    try {
      client = InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The answer's octets; null if the message was dropped. */
  byte @Nullable [] bytes(byte[] message, Transport transport) {
    // Not at the beginning of a buffer: offsets in a message count from its own start.
    ByteBuf in = Unpooled.buffer().writeZero(7).writeBytes(message).skipBytes(7);
    ByteBuf out = Unpooled.buffer().writeZero(2);
    boolean answered = answering.answer(in, out, transport, client);
    out.skipBytes(2);
    byte[] answer = new byte[out.readableBytes()];
    out.readBytes(answer);
    return answered ? answer : null;
  }

  Message udp(Message question) {
    return message(question, Transport.UDP);
  }

  Message tcp(Message question) {
    return message(question, Transport.TCP);
  }

  byte[] answer(byte[] message, Transport transport) {
    byte[] answer = bytes(message, transport);
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    return answer;
  }

  private Message message(Message question, Transport transport) {
    try {
      return new Message(answer(question.toWire(), transport));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A question as an authoritative server gets it.
   *
   * @param name complete with a dot at its end, or below the zone; {@code @} is the zone
   */
  static Message question(String name, int type) {
    Message question = Message.newQuery(Record.newRecord(name(name), type, DClass.IN));
    question.getHeader().unsetFlag(Flags.RD);
    return question;
  }

  static Name name(String name) {
    String named =
        name.replace("LABEL", TestZone.LABEL)
            .replace("WITHOUTID", TestZone.LABEL_WITHOUT_ID)
            .replace("WITHDRAWN", TestZone.WITHDRAWN_LABEL);
    try {
      return name.equals("@") ? ZONE : Name.fromString(named, ZONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
