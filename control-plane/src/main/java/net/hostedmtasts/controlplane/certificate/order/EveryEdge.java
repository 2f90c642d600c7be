package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.challenge.ChallengeAnswers;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** Sees to it that every edge answers a challenge before an authority looks. */
@Singleton
final class EveryEdge {
  private static final Duration LOOKS_EACH = Duration.ofMillis(20);
  private static final int LOOKS = 150;

  private final ChallengeAnswers answers;
  private final OrderSettings settings;
  private final Clock clock;

  EveryEdge(ChallengeAnswers answers, OrderSettings settings, Clock clock) {
    this.answers = answers;
    this.settings = settings;
    this.clock = clock;
  }

  /** Gives the challenge to the edges and waits some seconds; whether every edge has it. */
  Uni<Boolean> await(CertifiedHost host, Instant dueAt, Challenge challenge) {
    return answers.give(host, challenge).chain(() -> look(challenge, dueAt, LOOKS));
  }

  private Uni<Boolean> look(Challenge challenge, Instant dueAt, int left) {
    boolean there = everywhere(challenge, dueAt);
    if (there || left == 0) {
      return Uni.createFrom().item(there);
    }
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(LOOKS_EACH)
        .chain(() -> look(challenge, dueAt, left - 1));
  }

  private boolean everywhere(Challenge challenge, Instant dueAt) {
    boolean waits = clock.instant().isBefore(dueAt.plus(settings.waitForSilent()));
    return answers.everywhere(challenge, waits);
  }
}
