package net.hostedmtasts.controlplane.dns;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.policy.DomainName;

/**
 * Asks the DNS. Answers come back on the event loop that asked, so that a database session may go
 * on with them.
 */
// At start, so that a wrong resolver is refused then.
@Startup
@ApplicationScoped
public class DnsLookup {
  private final Vertx vertx;
  private final List<Attempt> attempts;

  private record Attempt(QuickQuestions quick, ThoroughQuestions thorough) {}

  DnsLookup(Vertx vertx, DnsSettings settings) {
    this.vertx = vertx;
    this.attempts =
        Resolvers.attempts(settings).stream()
            .map(resolver -> attempt(vertx, resolver, settings.timeout()))
            .toList();
  }

  /** Who takes the domain's mail. Never fails: what goes wrong outside is an answer too. */
  public Uni<MxAnswer> mx(DomainName domain) {
    Context caller = vertx.getOrCreateContext();
    return ask(domain, 0).emitOn(command -> caller.runOnContext(ignored -> command.run()));
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

  private static Attempt attempt(Vertx vertx, InetSocketAddress resolver, Duration timeout) {
    return new Attempt(
        new QuickQuestions(vertx, resolver, timeout), new ThoroughQuestions(resolver, timeout));
  }
}
