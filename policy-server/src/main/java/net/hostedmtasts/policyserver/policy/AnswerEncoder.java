package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an answer as one buffer, so that it leaves in one TLS record. One for each thread: it
 * remembers the date.
 */
final class AnswerEncoder {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final byte[] CLOSE = "Connection: close\r\n".getBytes(US_ASCII);
  private static final byte[] LENGTH = "Content-Length: ".getBytes(US_ASCII);
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);

  private final Clock clock;
  private final Map<Answer.Status, byte[]> heads = new EnumMap<>(Answer.Status.class);
  private long dateSecond = -1;
  private byte[] date = {};

  AnswerEncoder(Clock clock) {
    this.clock = clock;
    for (Answer.Status status : Answer.Status.values()) {
      heads.put(status, head(status));
    }
  }

  private static byte[] head(Answer.Status status) {
    return ("HTTP/1.1 "
            + status.line()
            + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + status.headers())
        .getBytes(US_ASCII);
  }

  ByteBuf encode(Answer answer, boolean close, ByteBufAllocator allocator) {
    byte[] head = heads.getOrDefault(answer.status(), new byte[0]);
    int length = answer.body().length();
    ByteBuf buffer = allocator.directBuffer(head.length + 128 + (answer.withBody() ? length : 0));
    buffer.writeBytes(head).writeBytes(date());
    if (close) {
      buffer.writeBytes(CLOSE);
    }
    buffer.writeBytes(LENGTH);
    buffer.writeCharSequence(Integer.toString(length), US_ASCII);
    buffer.writeBytes(HEAD_END);
    if (answer.withBody()) {
      buffer.writeCharSequence(answer.body(), US_ASCII);
    }
    return buffer;
  }

  /** An origin server with a clock must say when it answered (RFC 9110, section 6.6.1). */
  private byte[] date() {
    long second = clock.millis() / 1_000;
    if (second != dateSecond) {
      dateSecond = second;
      date = ("Date: " + DATE.format(Instant.ofEpochSecond(second)) + "\r\n").getBytes(US_ASCII);
    }
    return date;
  }
}
