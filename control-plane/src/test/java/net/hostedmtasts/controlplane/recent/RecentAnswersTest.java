package net.hostedmtasts.controlplane.recent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.hostedmtasts.controlplane.policy.DomainName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issue 4, "Safety of look-ups": calls of the API must not make this service ask without end. */
class RecentAnswersTest {
  private static final DomainName ONE = DomainName.parse("one.example");
  private static final DomainName OTHER = DomainName.parse("other.example");
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration EACH = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final RecentAnswers<Integer> recent =
      new RecentAnswers<>(
          vertx,
          EACH,
          new Ticker() {
            @Override
            public long read() {
              return now.get();
            }
          });

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int ask(DomainName domain) {
    return recent
        .of(domain, () -> Uni.createFrom().item(asked.incrementAndGet()))
        .await()
        .atMost(LIMIT);
  }

  @Test
  void strangers_are_asked_once_in_a_while_for_each_domain() {
    assertThat(ask(ONE)).isEqualTo(1);
    assertThat(ask(ONE)).isEqualTo(1);
    assertThat(ask(OTHER)).isEqualTo(2);
    now.addAndGet(EACH.toNanos() - 1);
    assertThat(ask(ONE)).isEqualTo(1);
    now.addAndGet(1);
    assertThat(ask(ONE)).isEqualTo(3);
  }

  @Test
  void who_comes_while_the_answer_is_on_its_way_waits_for_the_same() {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    Uni<Integer> slow =
        Uni.createFrom()
            .completionStage(
                () -> {
                  asked.incrementAndGet();
                  return answer;
                });
    CompletableFuture<Integer> first = recent.of(ONE, () -> slow).subscribeAsCompletionStage();
    CompletableFuture<Integer> second = recent.of(ONE, () -> slow).subscribeAsCompletionStage();
    answer.complete(7);
    assertThat(first.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(7);
    assertThat(second.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(7);
    assertThat(asked).hasValue(1);
  }

  @Test
  void a_failure_is_not_kept() {
    assertThatThrownBy(
            () ->
                recent
                    .of(ONE, () -> Uni.createFrom().failure(new IllegalStateException("no")))
                    .await()
                    .atMost(LIMIT))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ask(ONE)).isEqualTo(1);
  }
}
