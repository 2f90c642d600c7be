package net.hostedmtasts.controlplane.dns;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/** Messages and records of test servers. */
public final class TestReplies {
  private TestReplies() {}

  public static Message reply(Message question, Record... records) {
    Message reply = coded(question, Rcode.NOERROR);
    for (Record one : records) {
      reply.addRecord(one, Section.ANSWER);
    }
    return reply;
  }

  public static Message coded(Message question, int code) {
    Message reply = new Message(question.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setRcode(code);
    reply.addRecord(question.getQuestion(), Section.QUESTION);
    return reply;
  }

  /** With a record of the zone's beginning in the authority section (RFC 2308, section 3). */
  public static Message negative(Message reply, String zone, long ttl, long minimum) {
    reply.addRecord(
        new SOARecord(
            name(zone),
            DClass.IN,
            ttl,
            name("ns1." + zone),
            name("x." + zone),
            1,
            2,
            3,
            4,
            minimum),
        Section.AUTHORITY);
    return reply;
  }

  public static Message cut(Message reply) {
    return flagged(reply, Flags.TC);
  }

  public static Message authoritative(Message reply) {
    return flagged(reply, Flags.AA);
  }

  public static Message flagged(Message reply, int flag) {
    reply.getHeader().setFlag(flag);
    return reply;
  }

  public static Record cname(String owner, long ttl, String target) {
    return new CNAMERecord(name(owner), DClass.IN, ttl, name(target));
  }

  public static Record txt(String owner, long ttl, String... strings) {
    return new TXTRecord(name(owner), DClass.IN, ttl, List.of(strings));
  }

  public static Record ns(String owner, String target) {
    return new NSRecord(name(owner), DClass.IN, 60, name(target));
  }

  public static Record address(String owner, String address) {
    InetAddress parsed = InetAddresses.forString(address);
    return parsed instanceof Inet4Address
        ? new ARecord(name(owner), DClass.IN, 0, parsed)
        : new AAAARecord(name(owner), DClass.IN, 0, parsed);
  }

  public static Name name(String text) {
    try {
      return Name.fromString(text);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
