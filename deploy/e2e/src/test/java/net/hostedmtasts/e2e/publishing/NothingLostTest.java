package net.hostedmtasts.e2e.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.e2e.pair.Answer;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import net.hostedmtasts.e2e.pair.TopicClient;
import org.junit.jupiter.api.Test;

/** What the API has answered with 200 arrives, whatever is killed meanwhile. */
class NothingLostTest {
  private static final int KILLS = Counts.of(5, 50);
  private static final int MOST_MILLIS_TO_KILL = 50;
  private static final int WARM_UP = 5;
  private static final int BROKER_KILLS = Counts.of(2, 5);
  private static final int CHANGES = Counts.of(60, 1_000);
  private static final int DOMAINS = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Pair pair = SharedPair.get();
  private final Random random = new Random(2);

  @Test
  void
      a_change_arrives_that_was_answered_while_the_broker_stood_still_and_the_service_was_killed() {
    Change first = pair.activate();
    pair.deployment().broker().pause();
    Change change = pair.change(first.hosted(), Configuration.testing(1));
    pair.deployment().controlPlane(1).instance().process().kill();
    pair.deployment().broker().resume();

    pair.startControlPlane(1);

    Pair.awaitServed(change, pair.edges(2), LIMIT);
  }

  @Test
  void a_kill_at_any_moment_around_a_change_loses_none_that_was_answered() {
    Hosted hosted = pair.activate().hosted();
    int before = 0;
    int after = 0;
    int arrivedUnanswered = 0;
    for (int number = 1; number <= KILLS; number++) {
      Configuration wanted = Configuration.testing(number);
      Change old = pair.api().current(hosted);
      warmUp(hosted, Configuration.numberIn(old.document()));
      boolean answered = number % 2 == 0 ? putAndKill(hosted, wanted) : putThenKill(hosted, wanted);
      pair.startControlPlane(1);
      Change now = pair.api().current(hosted);
      boolean saved = now.document().equals(wanted.document());
      // One that was not answered arrives whole or not at all.
      assertThat(now.document()).isIn(wanted.document(), old.document());
      assertThat(saved || !answered).as("%s was answered and is lost", wanted).isTrue();
      Pair.awaitServed(now, pair.edges(2), LIMIT);
      before += answered ? 0 : 1;
      after += answered ? 1 : 0;
      arrivedUnanswered += saved && !answered ? 1 : 0;
    }
    System.out.printf(
        "%d kills: %d before the answer (%d of these changes arrived), %d after it, 0 lost%n",
        KILLS, before, arrivedUnanswered, after);
  }

  @Test
  void killed_brokers_lose_no_change_and_the_topic_shows_what_the_database_holds() {
    List<Hosted> domains = new ArrayList<>();
    for (int i = 0; i < DOMAINS; i++) {
      domains.add(pair.activate().hosted());
    }
    int killEach = CHANGES / (BROKER_KILLS + 1);
    CompletableFuture<Void> kills = CompletableFuture.completedFuture(null);
    for (int number = 1; number <= CHANGES; number++) {
      if (number % killEach == 0 && number / killEach <= BROKER_KILLS) {
        kills = kills.thenRunAsync(this::killBroker);
      }
      pair.change(domains.get(number % DOMAINS), Configuration.testing(number));
    }
    kills.join();

    domains.forEach(pair::awaitActive);
    List<Change> wanted = domains.stream().map(pair.api()::current).toList();
    wanted.forEach(change -> Pair.awaitServed(change, pair.edges(2), LIMIT));
    Pair.await(
        "every key of the topics shows what the database holds",
        LIMIT,
        () -> WantedRecords.inTopics(pair).equals(WantedRecords.inDatabase(pair)));
    Map<String, JsonNode> policies = pair.topics().read(TopicClient.POLICIES);
    Map<String, JsonNode> records = pair.topics().read(TopicClient.RECORDS);
    assertThat(wanted)
        .allSatisfy(
            change -> {
              JsonNode policy = at(policies, change.hosted().domain());
              assertThat(policy.path("document").asText()).isEqualTo(change.document());
              assertThat(policy.path("revision").asLong()).isEqualTo(change.revision());
              JsonNode txt = at(records, change.hosted().label()).path("mta_sts");
              assertThat(txt.path("text").asText()).isEqualTo(change.txt());
              assertThat(txt.path("policy_revision").asLong()).isEqualTo(change.revision());
            });
  }

  private static JsonNode at(Map<String, JsonNode> topic, String key) {
    return topic.getOrDefault(key, MissingNode.getInstance());
  }

  private void killBroker() {
    pair.deployment().broker().kill();
    pair.deployment().broker().restart();
  }

  /**
   * A fresh JVM would need longer for its first PUT than the kill waits. This one changes nothing.
   */
  private void warmUp(Hosted hosted, int number) {
    String version = pair.api().mtaSts(hosted).version();
    for (int i = 0; i < WARM_UP; i++) {
      pair.api().put(hosted, Configuration.testing(number), version);
    }
  }

  /** Kills it soon after the answer: what was answered may not be on its way yet. */
  private boolean putThenKill(Hosted hosted, Configuration wanted) {
    String version = pair.api().mtaSts(hosted).version();
    pair.api().put(hosted, wanted, version).expect(200);
    killAfterSomeTime().join();
    return true;
  }

  private CompletableFuture<Void> killAfterSomeTime() {
    long delay = TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS_TO_KILL + 1));
    return CompletableFuture.runAsync(
        () -> pair.deployment().controlPlane(1).instance().process().kill(),
        CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS));
  }

  /** Whether the PUT was answered with 200 before the kill reached the service. */
  private boolean putAndKill(Hosted hosted, Configuration wanted) {
    String version = pair.api().mtaSts(hosted).version();
    CompletableFuture<Void> kill = killAfterSomeTime();
    try {
      Answer answer =
          pair.api().trySend("PUT", Api.path(hosted), wanted.json(), "If-Match", version);
      answer.expect(200);
      return true;
    } catch (IOException unanswered) {
      return false;
    } finally {
      kill.join();
    }
  }
}
