package net.hostedmtasts.policyserver.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys named in a heartbeat are limited, their count is not (deploy/contract). */
class UnreadableKeysTest {
  private final UnreadableKeys keys = new UnreadableKeys();

  @Test
  void a_key_counts_once_and_until_it_is_readable_again() {
    keys.add("t", "b");
    keys.add("t", "a");
    keys.add("t", "a");
    assertThat(keys.snapshot(10)).containsOnly(entry("t", List.of("a", "b"), 2));
    keys.remove("t", "a");
    keys.remove("t", "b");
    assertThat(keys.of("t")).isEmpty();
    assertThat(keys.snapshot(10)).as("a topic without such keys").isEmpty();
  }

  @Test
  void a_key_that_never_was_unreadable_can_be_removed() {
    keys.remove("t", "a");
    keys.add("t", "b");
    keys.remove("t", "a");
    assertThat(keys.of("t")).containsExactly("b");
  }

  @Test
  void the_limit_holds_for_all_topics_together_and_every_key_is_counted() {
    IntStream.range(0, 7).forEach(i -> keys.add("a", "key" + i));
    IntStream.range(0, 7).forEach(i -> keys.add("b", "key" + i));
    IntStream.range(0, 7).forEach(i -> keys.add("c", "key" + i));
    var snapshot = keys.snapshot(10);
    assertThat(snapshot.values().stream().map(unreadable -> unreadable.keys().size()))
        .as("of a, b and c")
        .containsExactly(7, 3, 0);
    assertThat(snapshot.values()).allMatch(unreadable -> unreadable.count() == 7);
  }

  private static Map.Entry<String, Unreadable> entry(String topic, List<String> keys, int count) {
    return Map.entry(topic, new Unreadable(keys, count));
  }
}
