package net.hostedmtasts.standalone.ownerdns;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Turns packets into packets; whatever arrives, it never throws. */
final class Responder {
  private static final int HEADER = 12;
  private static final int MOST_AT_ONCE = 4_096;
  private static final int FIRST_META_TYPE = 128;

  private final Source source;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  Responder(Source source) {
    this.source = source;
  }

  /** The packet to send back, if any. */
  CompletionStage<Optional<byte[]>> respond(byte[] packet, boolean overTcp) {
    if (!room.tryAcquire()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletionStage<Optional<byte[]>> response;
    try {
      response = answer(packet, overTcp);
    } catch (IOException | RuntimeException unreadable) {
      response = CompletableFuture.completedFuture(Optional.empty());
    }
    return response
        .exceptionally(failure -> Optional.empty())
        .whenComplete((ignored, failure) -> room.release());
  }

  private CompletionStage<Optional<byte[]>> answer(byte[] packet, boolean overTcp)
      throws IOException {
    if (packet.length < HEADER) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Header header = new Header(packet);
    if (header.getFlag(Flags.QR)) {
      // Answering answers is a loop (RFC 1035, section 4.1.1).
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (header.getOpcode() != Opcode.QUERY) {
      return now(new Packet(header).error(Rcode.NOTIMP));
    }
    Message query;
    try {
      query = new Message(packet);
    } catch (IOException | RuntimeException malformed) {
      return now(new Packet(header).error(Rcode.FORMERR));
    }
    return answer(query, overTcp);
  }

  private CompletionStage<Optional<byte[]>> answer(Message query, boolean overTcp) {
    Header header = query.getHeader();
    Packet packet = new Packet(header);
    Record question = query.getQuestion();
    if (header.getCount(Section.QUESTION) != 1 || question == null || options(query) > 1) {
      return now(packet.error(Rcode.FORMERR));
    }
    Packet told = packet.to(query, source.recursive(), overTcp);
    OPTRecord options = query.getOPT();
    if (options != null && options.getVersion() != 0) {
      return now(told.bytes(Answer.code(Rcode.BADVERS)));
    }
    if (question.getDClass() != DClass.IN || isMeta(question.getType())) {
      return now(told.bytes(Answer.code(Rcode.REFUSED)));
    }
    // In lower case, so that every look-up is; the question is echoed as it came.
    Name name = question.getName().canonicalize();
    Asked asked = new Asked(name, question.getType(), overTcp, header.getFlag(Flags.CD));
    return source.reply(asked).thenCompose(reply -> after(reply, told));
  }

  private static CompletionStage<Optional<byte[]>> after(Reply reply, Packet packet) {
    Optional<byte[]> bytes =
        reply.answer().map(answer -> reply.cutShort() ? packet.cutShort() : packet.bytes(answer));
    Duration delay = reply.delay();
    return delay.isZero()
        ? CompletableFuture.completedFuture(bytes)
        : CompletableFuture.supplyAsync(
            () -> bytes,
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static long options(Message query) {
    return query.getSection(Section.ADDITIONAL).stream()
        .filter(record -> record.getType() == Type.OPT)
        .count();
  }

  /** Zone transfers and the like (RFC 6895, section 3.1), but for ANY. */
  private static boolean isMeta(int type) {
    return type == Type.OPT || (type >= FIRST_META_TYPE && type < Type.ANY);
  }

  private static CompletionStage<Optional<byte[]>> now(byte[] bytes) {
    return CompletableFuture.completedFuture(Optional.of(bytes));
  }
}
