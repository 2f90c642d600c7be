package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/** Questions to one recursive resolver: with EDNS, and over TCP where the answer is truncated. */
final class ResolverQuestions {
  private final SimpleResolver resolver;
  private final String server;
  private final Clock clock;

  ResolverQuestions(InetSocketAddress address, Duration timeout, Clock clock) {
    this.resolver = new SimpleResolver(address);
    resolver.setTimeout(timeout);
    this.server = Addresses.text(address);
    this.clock = clock;
  }

  /** Never fails. */
  Uni<DnsAnswer> ask(Question question, Budget budget) {
    if (!budget.takeQuestion()) {
      return Uni.createFrom().item(failed(DnsAnswer.Reason.BUDGET_USED_UP));
    }
    return Uni.createFrom()
        .completionStage(() -> resolver.sendAsync(message(question)))
        .map(message -> new ReceivedAnswer(server, clock.instant(), question, message).answer())
        .ifNoItem()
        .after(budget.left().plusMillis(1))
        .recoverWithItem(() -> failed(DnsAnswer.Reason.TIMED_OUT))
        .onFailure()
        .recoverWithItem(failure -> failed(reason(failure)));
  }

  private static Message message(Question question) {
    Message message = Message.newQuery(question.record());
    // Asks the resolver to tell whether it has checked the signatures (RFC 6840, section 5.7).
    message.getHeader().setFlag(Flags.AD);
    return message;
  }

  private static DnsAnswer.Reason reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
      return DnsAnswer.Reason.TIMED_OUT;
    }
    // What is no fault of the connection is one of the message.
    return cause instanceof IOException && !(cause instanceof WireParseException)
        ? DnsAnswer.Reason.UNREACHABLE
        : DnsAnswer.Reason.MALFORMED;
  }

  private DnsAnswer failed(DnsAnswer.Reason reason) {
    return new DnsAnswer.NoAnswer(
        server, clock.instant(), reason, Optional.empty(), Optional.empty());
  }
}
