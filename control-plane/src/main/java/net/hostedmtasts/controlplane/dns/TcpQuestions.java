package net.hostedmtasts.controlplane.dns;

import io.micrometer.core.instrument.Counter;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import net.hostedmtasts.controlplane.outside.Connection;
import net.hostedmtasts.controlplane.outside.Connector;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * Questions to one name server over TCP (RFC 7766): an answer to it cannot be forged from afar, and
 * is never cut.
 */
final class TcpQuestions {
  private final Connector connector;
  private final Duration timeout;
  private final Counter questions;
  private final Clock clock;

  TcpQuestions(Connector connector, Duration timeout, Counter questions, Clock clock) {
    this.connector = connector;
    this.timeout = timeout;
    this.questions = questions;
    this.clock = clock;
  }

  /** Never fails. {@code server} is the name server as people read it. */
  Uni<DnsAnswer> ask(String server, InetSocketAddress address, Question question, Budget budget) {
    if (!budget.takeQuestion()) {
      return Uni.createFrom().item(failed(server, DnsAnswer.Reason.BUDGET_USED_UP));
    }
    questions.increment();
    Duration deadline = budget.left().compareTo(timeout) < 0 ? budget.left() : timeout;
    TcpReply reply = new TcpReply(deadline);
    return connector
        .connect(address, deadline, reply::handlers)
        .chain(
            connection ->
                connection instanceof Connection.Open open
                    ? exchange(server, open.channel(), reply, question)
                    : Uni.createFrom().item(notOpen(server, (Connection.NotOpen) connection)));
  }

  private Uni<DnsAnswer> exchange(
      String server, Channel channel, TcpReply reply, Question question) {
    Message message = Message.newQuery(question.record());
    message.getHeader().unsetFlag(Flags.RD);
    var unused =
        channel
            .writeAndFlush(Unpooled.wrappedBuffer(message.toWire()))
            .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    int id = message.getHeader().getID();
    return Uni.createFrom()
        .completionStage(reply.octets())
        .map(octets -> read(server, question, id, octets))
        .onFailure()
        .recoverWithItem(failure -> failed(server, reason(failure)))
        .onTermination()
        .invoke(() -> close(channel));
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }

  private DnsAnswer read(String server, Question question, int id, byte[] octets) {
    try {
      Message message = new Message(octets);
      return message.getHeader().getID() == id
          ? fromItsZone(new ReceivedAnswer(server, clock.instant(), question, message).answer())
          : failed(server, DnsAnswer.Reason.MALFORMED);
    } catch (IOException unreadable) {
      return failed(server, DnsAnswer.Reason.MALFORMED);
    }
  }

  private static DnsAnswer fromItsZone(DnsAnswer answer) {
    return answer instanceof DnsAnswer.NoAnswer || answer.authoritative()
        ? answer
        : DnsAnswer.NoAnswer.of(answer.server(), answer.at(), DnsAnswer.Reason.LAME);
  }

  private static DnsAnswer.Reason reason(Throwable failure) {
    return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException
        ? DnsAnswer.Reason.TIMED_OUT
        : DnsAnswer.Reason.UNREACHABLE;
  }

  private DnsAnswer notOpen(String server, Connection.NotOpen connection) {
    DnsAnswer.Reason reason =
        switch (connection.reason()) {
          case ADDRESS_NOT_GLOBAL -> DnsAnswer.Reason.ADDRESS_NOT_GLOBAL;
          case TIMED_OUT -> DnsAnswer.Reason.TIMED_OUT;
          case REFUSED, UNREACHABLE -> DnsAnswer.Reason.UNREACHABLE;
        };
    return DnsAnswer.NoAnswer.of(server, clock.instant(), reason, connection.detail());
  }

  private DnsAnswer failed(String server, DnsAnswer.Reason reason) {
    return DnsAnswer.NoAnswer.of(server, clock.instant(), reason);
  }
}
