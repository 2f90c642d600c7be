package net.hostedmtasts.policyserver.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.junit.jupiter.api.Test;

/** What validations cost the threads that answer. The limits are far off what is measured. */
class ValidationCostTest {
  private static final int TIMES = 1_000;

  private final ChallengeTopic topic = new ChallengeTopic();
  private final Tables tables = new Tables(List.of(topic));
  private final TlsChallenges challenges =
      new TlsChallenges(new CurrentTables(tables), topic, Clock.systemUTC());

  private static long nanosEach(int times, Runnable task) {
    long begun = System.nanoTime();
    for (int i = 0; i < times; i++) {
      task.run();
    }
    return (System.nanoTime() - begun) / times;
  }

  private static void assertCost(String what, long nanos, long limit) {
    System.out.printf("%s: %d ns%n", what, nanos);
    assertThat(nanos).as(what).isLessThan(limit);
  }

  private void apply(String type, int number) throws UnreadableRecord {
    byte[] value =
        Messages.challenge(type, "mta-sts.d" + number + ".example", "t" + number + ".print");
    tables.apply(topic, type + number, topic.read("t", value, Instant.now()));
  }

  @Test
  void a_connection_pays_nanoseconds_where_no_validation_is_expected() throws UnreadableRecord {
    for (int i = 0; i < TIMES; i++) {
      apply("http-01", i);
    }
    assertThat(challenges.pending()).isFalse();
    var unused = nanosEach(1_000 * TIMES, challenges::pending);
    assertCost(
        "Nothing pending over TLS, asked by a connection",
        nanosEach(1_000 * TIMES, challenges::pending),
        10_000);
  }

  @Test
  void a_certificate_is_made_in_less_than_a_handshake_takes() throws UnreadableRecord {
    for (int i = 0; i < TIMES; i++) {
      apply("tls-alpn-01", i);
    }
    int[] next = {0};
    assertCost(
        "One of 1,000 certificates, at the first handshake",
        nanosEach(
            TIMES,
            () ->
                assertThat(challenges.certificate("mta-sts.d" + next[0]++ + ".example"))
                    .isPresent()),
        20_000_000);
    assertCost(
        "The same at each later one",
        nanosEach(TIMES, () -> challenges.certificate("mta-sts.d7.example")),
        1_000_000);
  }
}
