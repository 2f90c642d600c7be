package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.policy.DomainName;

/** Who takes a domain's mail: asked of one resolver after the other, until one answers. */
final class MxQuestions {
  private final List<Attempt> attempts;

  private record Attempt(QuickQuestions quick, ThoroughQuestions thorough) {}

  MxQuestions(Vertx vertx, List<InetSocketAddress> resolvers, Duration timeout) {
    this.attempts =
        resolvers.stream()
            .map(
                resolver ->
                    new Attempt(
                        new QuickQuestions(vertx, resolver, timeout),
                        new ThoroughQuestions(resolver, timeout)))
            .toList();
  }

  Uni<MxAnswer> ask(DomainName domain) {
    return ask(domain, 0);
  }

  private Uni<MxAnswer> ask(DomainName domain, int number) {
    Attempt attempt = attempts.get(number);
    return attempt
        .quick()
        .mx(domain)
        .chain(
            said ->
                said instanceof QuickQuestions.Said.Whole whole
                    ? Uni.createFrom().item(whole.answer())
                    : attempt.thorough().mx(domain))
        .chain(
            answer ->
                answer instanceof MxAnswer.Failed && number + 1 < attempts.size()
                    ? ask(domain, number + 1)
                    : Uni.createFrom().item(answer));
  }
}
