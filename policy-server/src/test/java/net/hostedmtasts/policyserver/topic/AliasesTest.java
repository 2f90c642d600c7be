package net.hostedmtasts.policyserver.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is held is found by its other name as long as it is held, and no longer. */
class AliasesTest {
  /**
   * A value with an other name.
   *
   * @param name none when empty
   */
  record Named(long revision, String name) implements Revisioned {
    @Override
    public boolean served() {
      return true;
    }
  }

  private record NamedTopic() implements Topic<Named> {
    @Override
    public String name() {
      return "named";
    }

    @Override
    public CleanUp cleanUp() {
      return CleanUp.COMPACT_AND_DELETE;
    }

    @Override
    public Named read(String key, byte[] value, Instant sentAt) {
      return new Named(value[0], "");
    }

    @Override
    public @Nullable String alias(Named held) {
      return held.name().isEmpty() ? null : held.name();
    }

    @Override
    public boolean expired(Named held, Instant now) {
      return held.revision() < now.getEpochSecond();
    }
  }

  private static final NamedTopic TOPIC = new NamedTopic();
  private final Tables tables = new Tables(List.of(TOPIC));

  private @Nullable Named newest(String name) {
    return tables.newest(TOPIC, name);
  }

  @Test
  void a_value_without_an_alias_has_none() {
    tables.apply(TOPIC, "key", new Named(1, ""));
    assertThat(tables.anyAlias(TOPIC)).isFalse();
    assertThat(newest("")).isNull();
  }

  @Test
  void of_several_the_newest_is_found() {
    tables.apply(TOPIC, "b", new Named(2, "x"));
    tables.apply(TOPIC, "a", new Named(1, "x"));
    tables.apply(TOPIC, "c", new Named(3, "y"));
    assertThat(newest("x")).isEqualTo(new Named(2, "x"));
    tables.remove(TOPIC, "b");
    assertThat(newest("x")).isEqualTo(new Named(1, "x"));
  }

  @Test
  void of_two_equal_ones_each_goes_with_its_own_key() {
    tables.apply(TOPIC, "a", new Named(1, "x"));
    tables.apply(TOPIC, "b", new Named(1, "x"));
    tables.remove(TOPIC, "a");
    assertThat(newest("x")).isNotNull();
    tables.remove(TOPIC, "b");
    assertThat(tables.anyAlias(TOPIC)).isFalse();
  }

  @Test
  void a_value_that_replaces_another_takes_its_alias_away() {
    tables.apply(TOPIC, "key", new Named(1, "x"));
    tables.apply(TOPIC, "key", new Named(2, "y"));
    assertThat(newest("x")).isNull();
    assertThat(newest("y")).isEqualTo(new Named(2, "y"));
    tables.apply(TOPIC, "key", new Named(1, "x"));
    assertThat(newest("x")).as("an older one replaces nothing").isNull();
  }

  @Test
  void what_expires_is_found_no_more() {
    tables.apply(TOPIC, "key", new Named(1, "x"));
    tables.removeExpired(Instant.ofEpochSecond(2));
    assertThat(newest("x")).isNull();
    assertThat(tables.anyAlias(TOPIC)).isFalse();
  }

  @Test
  void a_second_set_finds_what_it_takes_over() {
    tables.apply(TOPIC, "a", new Named(5, "x"));
    Tables next = new Tables(List.of(TOPIC));
    next.apply(TOPIC, "a", new Named(4, "y"));
    next.succeed(tables, new UnreadableKeys());
    assertThat(next.newest(TOPIC, "x")).isEqualTo(new Named(5, "x"));
    assertThat(next.newest(TOPIC, "y")).isNull();
  }
}
