package net.hostedmtasts.policyserver.dns;

import io.netty.buffer.ByteBuf;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.hostedmtasts.policyserver.zone.Node;
import net.hostedmtasts.policyserver.zone.OwnerName;
import net.hostedmtasts.policyserver.zone.RrSet;
import net.hostedmtasts.policyserver.zone.ZoneContents;
import net.hostedmtasts.policyserver.zone.ZoneSettings;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Type;

/** Answers one message from memory: question octets and the zone in, answer octets out. */
@Singleton
class Answering {
  private static final Logger LOG = Logger.getLogger(Answering.class);
  private static final long REPORT_EACH = TimeUnit.SECONDS.toNanos(10);

  private final ZoneContents zone;
  private final ResponseRate rate;
  private final DnsMetrics metrics;
  private final AtomicLong lastReport = new AtomicLong(System.nanoTime() - REPORT_EACH);

  @Inject
  Answering(ZoneContents zone, ZoneSettings settings, DnsMetrics metrics) {
    this(zone, new ResponseRate(settings.responsesPerSecond(), Answering::second), metrics);
  }

  Answering(ZoneContents zone, ResponseRate rate, DnsMetrics metrics) {
    this.zone = zone;
    this.rate = rate;
    this.metrics = metrics;
  }

  private static long second() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
  }

  /**
   * Appends the answer to {@code out}.
   *
   * @return whether there is one: what is no question is not answered
   */
  boolean answer(ByteBuf message, ByteBuf out, Transport transport, InetAddress client) {
    DnsQuery query = QueryReader.read(message);
    if (query == null) {
      metrics.dropped();
      return false;
    }
    AnswerWriter writer = new AnswerWriter(out, transport.limit(query), query, message);
    Rcode rcode = decide(query, writer);
    if (transport == Transport.UDP && rate.exceeded(client, query.question(), rcode)) {
      metrics.limited();
      writer.truncate();
    }
    writer.finish(rcode);
    metrics.answered(query.question(), rcode);
    return true;
  }

  // A fault in our look-up must cost one answer, not the listener.
  private Rcode decide(DnsQuery query, AnswerWriter writer) {
    try {
      return write(query, writer);
    } catch (RuntimeException e) {
      report(e);
      writer.clear();
      return Rcode.SERVFAIL;
    }
  }

  /** A fault that every question brings up would fill the disk. */
  private void report(RuntimeException fault) {
    metrics.surprised();
    long now = System.nanoTime();
    long last = lastReport.get();
    if (now - last >= REPORT_EACH && lastReport.compareAndSet(last, now)) {
      LOG.error("A question could not be answered", fault);
    }
  }

  private Rcode write(DnsQuery query, AnswerWriter writer) {
    if (query.opcode() != Opcode.QUERY) {
      return Rcode.NOTIMP;
    }
    Question question = query.question();
    if (question == null || !query.wellFormed()) {
      return Rcode.FORMERR;
    }
    if (query.edns() != null && query.edns().version() > 0) {
      return Rcode.BADVERS;
    }
    return refused(question) ? Rcode.REFUSED : writeFromZone(question, writer);
  }

  private boolean refused(Question question) {
    return question.dnsClass() != DClass.IN
        || question.type() == Type.AXFR
        || question.type() == Type.IXFR
        || !zone.covers(question.name());
  }

  private Rcode writeFromZone(Question question, AnswerWriter writer) {
    writer.authoritative();
    OwnerName name = question.name();
    Node node = zone.find(name);
    RrSet found = node == null ? null : find(node, question.type());
    if (found == null) {
      writer.authority(zone.apex(), zone.negativeSoa());
      return node == null ? Rcode.NXDOMAIN : Rcode.NOERROR;
    }
    writer.answer(found);
    if (found.type() == Type.NS) {
      writer.additional(zone.glue());
    }
    return Rcode.NOERROR;
  }

  private static @Nullable RrSet find(Node node, int type) {
    return type == Type.ANY ? node.any() : node.ofType(type);
  }
}
