package net.hostedmtasts.controlplane.certificate.readiness;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.challenge.ChallengeAnswers;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** Sees to it that every edge answers a challenge before an authority looks. */
@Singleton
final class EveryEdge {
  private static final Duration LOOKS_EACH = Duration.ofMillis(20);
  private static final int LOOKS = 150;

  private final ChallengeAnswers answers;
  private final Clock clock;

  EveryEdge(ChallengeAnswers answers, Clock clock) {
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Gives the challenge to the edges and waits some seconds.
   *
   * @param silentUntil from then on edges that are not heard are not waited for
   * @return ids of edges that are gone on without; empty where there is an edge to be waited for
   */
  Uni<Optional<List<String>>> await(CertifiedHost host, Instant silentUntil, Challenge challenge) {
    return answers.give(host, challenge).chain(() -> look(challenge, silentUntil, LOOKS));
  }

  private Uni<Optional<List<String>>> look(Challenge challenge, Instant silentUntil, int left) {
    Optional<List<String>> without =
        answers
            .everywhere(challenge)
            .filter(silent -> silent.isEmpty() || !clock.instant().isBefore(silentUntil));
    if (without.isPresent() || left == 0) {
      return Uni.createFrom().item(without);
    }
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(LOOKS_EACH)
        .chain(() -> look(challenge, silentUntil, left - 1));
  }
}
