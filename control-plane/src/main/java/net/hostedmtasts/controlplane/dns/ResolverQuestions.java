package net.hostedmtasts.controlplane.dns;

import io.micrometer.core.instrument.Counter;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
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
  private final Counter questions;
  private final Clock clock;

  ResolverQuestions(InetSocketAddress address, Duration timeout, Counter questions, Clock clock) {
    this.resolver = new SimpleResolver(address);
    resolver.setTimeout(timeout);
    this.server = Addresses.text(address);
    this.questions = questions;
    this.clock = clock;
  }

  /** Never fails. */
  Uni<DnsAnswer> ask(Question question, Budget budget) {
    return send(question, budget, true)
        .chain(
            answer ->
                answer.isBecause(DnsAnswer.Reason.SERVFAIL)
                    ? diagnose(question, budget, answer)
                    : Uni.createFrom().item(answer));
  }

  /**
   * A zone whose signatures are false looks like one whose servers are away, unless the resolver is
   * asked for what it does not believe (RFC 4035, section 3.2.2). That must work, and the plain
   * question fail once more: servers may have come back meanwhile.
   */
  private Uni<DnsAnswer> diagnose(Question question, Budget budget, DnsAnswer servfail) {
    return send(question, budget, false)
        .chain(
            unchecked ->
                unchecked instanceof DnsAnswer.NoAnswer
                    ? Uni.createFrom().item(servfail)
                    : send(question, budget, true).map(ResolverQuestions::bogusIfServfail));
  }

  private static DnsAnswer bogusIfServfail(DnsAnswer answer) {
    return answer instanceof DnsAnswer.NoAnswer no && answer.isBecause(DnsAnswer.Reason.SERVFAIL)
        ? new DnsAnswer.NoAnswer(
            no.server(), no.at(), DnsAnswer.Reason.BOGUS, no.code(), no.detail())
        : answer;
  }

  private Uni<DnsAnswer> send(Question question, Budget budget, boolean checked) {
    if (!budget.takeQuestion()) {
      return Uni.createFrom().item(failed(DnsAnswer.Reason.BUDGET_USED_UP));
    }
    questions.increment();
    return Uni.createFrom()
        .completionStage(() -> resolver.sendAsync(message(question, checked)))
        .map(message -> new ReceivedAnswer(server, clock.instant(), question, message).answer())
        .ifNoItem()
        .after(budget.left().plusMillis(1))
        .recoverWithItem(() -> failed(DnsAnswer.Reason.TIMED_OUT))
        .onFailure()
        .recoverWithItem(failure -> failed(reason(failure)));
  }

  private static Message message(Question question, boolean checked) {
    Message message = Message.newQuery(question.record());
    // Asks the resolver to tell whether it has checked the signatures (RFC 6840, section 5.7).
    message.getHeader().setFlag(Flags.AD);
    if (!checked) {
      message.getHeader().setFlag(Flags.CD);
    }
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
    return DnsAnswer.NoAnswer.of(server, clock.instant(), reason);
  }
}
