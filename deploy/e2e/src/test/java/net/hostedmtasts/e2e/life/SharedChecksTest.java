package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Health;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ControlPlane;
import net.hostedmtasts.standalone.ServiceProcess;
import net.hostedmtasts.standalone.ownerdns.Misbehaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Checks are made by all instances, and those of a killed one by the others (DESIGN). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedChecksTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration CLAIMED_FOR = Duration.ofSeconds(60);

  /** The small run waits for the last seconds only. */
  private static final Duration SKIPPED = Duration.ofSeconds(Counts.of(50, 0));

  private static final Pair PAIR = LifePair.get();

  @BeforeEach
  void two_instances() {
    if (!second().instance().isRunning()) {
      PAIR.startControlPlane(2);
    }
  }

  @AfterAll
  static void one_again() {
    second().instance().close();
  }

  private static ControlPlane first() {
    return PAIR.deployment().controlPlane(1);
  }

  private static ControlPlane second() {
    return PAIR.deployment().controlPlane(2);
  }

  @Test
  @Order(1)
  void two_instances_share_the_checks() throws IOException {
    Stream.generate(() -> Watched.add(PAIR)).limit(4).forEach(Watched::activate);
    long ofFirst = lookUps(first());
    long ofSecond = lookUps(second());

    Pair.await(
        "both make checks",
        LIMIT,
        () -> lookUps(first()) > ofFirst + 50 && lookUps(second()) > ofSecond + 50);
  }

  private static long lookUps(ControlPlane controlPlane) throws IOException {
    return Health.metric(controlPlane, "outside_connection_attempts_total");
  }

  @Test
  @Order(2)
  void the_checks_of_a_killed_instance_are_gone_on_with() {
    ServiceProcess other = first().instance().process();
    Watched domain;
    long claim;
    other.pause();
    try {
      domain = Watched.add(PAIR, PAIR.api(2), Pair.freshName());
      domain.dns().misbehave(domain.domain(), Misbehaviour.late(Duration.ofSeconds(4)));
      domain.delegate().enable();
      Pair.await("the second instance checks it", LIMIT, () -> PassedTime.claim(domain) > 0);
      claim = PassedTime.claim(domain);
      second().instance().process().kill();
    } finally {
      other.resume();
    }
    domain.dns().behave(domain.domain());
    Watched seen = new Watched(PAIR, PAIR.api(), domain.hosted());
    Pair.holds(
        "it is the killed one's as long as it may only be slow",
        Duration.ofSeconds(3),
        () -> PassedTime.claim(domain) == claim && seen.cname(seen.textName()).equals("none"));

    long begin = System.nanoTime();
    PassedTime.sinceClaimed(seen, SKIPPED);
    Pair.await(
        "the first instance checks it",
        CLAIMED_FOR.plus(LIMIT),
        () -> seen.cname(seen.textName()).equals("seen"));
    System.out.printf(
        "the check of a killed instance is made again after %d s%n",
        Duration.ofNanos(System.nanoTime() - begin).plus(SKIPPED).toSeconds() + 3);
    seen.awaitStatus("active");
    assertThat(PAIR.edges(2)).allMatch(edge -> edge.serves(PAIR.api().current(seen.hosted())));
  }
}
