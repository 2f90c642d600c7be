package net.hostedmtasts.controlplane.dns;

import io.micrometer.core.instrument.Counter;
import io.smallrye.mutiny.Uni;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The configured resolvers. */
final class ResolverSet {
  private final List<ResolverQuestions> all;
  private final List<ResolverQuestions> attempts;

  ResolverSet(List<InetSocketAddress> addresses, Duration timeout, Counter questions, Clock clock) {
    this.all =
        addresses.stream()
            .map(one -> new ResolverQuestions(one, timeout, questions, clock))
            .toList();
    this.attempts = Resolvers.attempts(all);
  }

  /** The answer of the first that gives one; if none does, why the first did not. */
  Uni<DnsAnswer> first(Question question, Budget budget) {
    return first(question, budget, 0);
  }

  private Uni<DnsAnswer> first(Question question, Budget budget, int number) {
    Uni<DnsAnswer> asked = attempts.get(number).ask(question, budget);
    return number + 1 == attempts.size()
        ? asked
        : asked.chain(
            answer ->
                answer instanceof DnsAnswer.NoAnswer
                    ? first(question, budget, number + 1).map(next -> better(answer, next))
                    : Uni.createFrom().item(answer));
  }

  /** One answer of each. A lost packet must not decide anything: silence is asked again. */
  Uni<List<DnsAnswer>> all(Question question, Budget budget) {
    List<Uni<DnsAnswer>> asked =
        all.stream()
            .map(
                one ->
                    one.ask(question, budget)
                        .chain(
                            answer ->
                                silent(answer)
                                    ? one.ask(question, budget).map(again -> better(answer, again))
                                    : Uni.createFrom().item(answer)))
            .toList();
    return Uni.join().all(asked).andFailFast();
  }

  private static DnsAnswer better(DnsAnswer earlier, DnsAnswer later) {
    return later instanceof DnsAnswer.NoAnswer ? earlier : later;
  }

  private static boolean silent(DnsAnswer answer) {
    return answer.isBecause(DnsAnswer.Reason.TIMED_OUT);
  }
}
