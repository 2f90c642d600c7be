package net.hostedmtasts.controlplane.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  // So long that nothing is filled up while the test runs.
  private final RateLimit<String> limit = new RateLimit<>("requests", 2, Duration.ofHours(1));

  @Test
  void what_is_left_is_told_with_each_request() {
    RateLimit.Taken first = limit.take("a");
    assertThat(first.allowed()).isTrue();
    assertThat(first.policy()).isEqualTo("\"requests\";q=2;w=3600");
    assertThat(first.left()).matches("\"requests\";r=1;t=1[78][0-9]{2}");
    assertThat(limit.take("a").left()).startsWith("\"requests\";r=0;t=");
  }

  @Test
  void beyond_the_limit_the_time_to_wait_is_told() {
    limit.take("a");
    limit.take("a");
    RateLimit.Taken third = limit.take("a");
    assertThat(third.allowed()).isFalse();
    assertThat(third.retryAfter()).isBetween(1_700L, 1_800L);
  }

  @Test
  void a_client_does_not_use_up_what_another_has() {
    limit.take("a");
    limit.take("a");
    assertThat(limit.take("a").allowed()).isFalse();
    assertThat(limit.take("b").allowed()).isTrue();
  }
}
