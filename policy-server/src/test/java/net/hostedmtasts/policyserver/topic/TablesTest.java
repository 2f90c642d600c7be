package net.hostedmtasts.policyserver.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.hostedmtasts.policyserver.topic.NumberTopic.Numbered;
import org.junit.jupiter.api.Test;

/** A second set of tables takes over from the one that answers (DESIGN, "After a gap"). */
class TablesTest {
  private static final NumberTopic TOPIC = new NumberTopic("t", Topic.CleanUp.COMPACT);

  private final Tables before = new Tables(List.of(TOPIC));
  private final Tables next = new Tables(List.of(TOPIC));
  private final UnreadableKeys unreadable = new UnreadableKeys();

  private static Numbered served(long revision) {
    return new Numbered(revision, true, "");
  }

  private static Numbered withdrawn(long revision) {
    return new Numbered(revision, false, "");
  }

  private static Numbered servedAfter(long revision, long replaced) {
    return new Numbered(revision, true, "after " + replaced);
  }

  @Test
  void a_newer_value_keeps_what_it_needs_of_the_one_it_replaces() {
    before.apply(TOPIC, "key", served(1));
    next.apply(TOPIC, "key", served(2));
    next.succeed(before, unreadable);
    assertThat(next.get(TOPIC, "key")).isEqualTo(servedAfter(2, 1));
  }

  @Test
  void a_newer_value_of_before_is_never_replaced_by_an_older_one() {
    before.apply(TOPIC, "key", served(5));
    next.apply(TOPIC, "key", served(4));
    next.succeed(before, unreadable);
    assertThat(next.get(TOPIC, "key")).isEqualTo(served(5));
  }

  @Test
  void a_withdrawal_of_before_is_not_undone_by_an_older_record() {
    before.apply(TOPIC, "key", withdrawn(5));
    next.apply(TOPIC, "key", served(4));
    next.succeed(before, unreadable);
    assertThat(next.get(TOPIC, "key")).isEqualTo(withdrawn(5));
    assertThat(next.served(TOPIC)).isZero();
  }

  @Test
  void a_key_that_is_gone_from_the_topic_is_gone() {
    before.apply(TOPIC, "key", served(1));
    next.succeed(before, unreadable);
    assertThat(next.get(TOPIC, "key")).isNull();
    assertThat(next.served(TOPIC)).isZero();
  }

  @Test
  void a_key_whose_newest_record_is_unreadable_keeps_what_was_answered() {
    before.apply(TOPIC, "key", served(1));
    unreadable.add("t", "key");
    next.succeed(before, unreadable);
    assertThat(next.get(TOPIC, "key")).isEqualTo(served(1));
    assertThat(next.served(TOPIC)).isEqualTo(1);
  }

  @Test
  void a_key_unreadable_in_another_topic_is_not_meant() {
    before.apply(TOPIC, "key", served(1));
    unreadable.add("other", "key");
    next.succeed(before, unreadable);
    assertThat(next.get(TOPIC, "key")).isNull();
  }

  @Test
  void a_new_key_comes_alone() {
    next.apply(TOPIC, "key", served(1));
    next.succeed(before, unreadable);
    assertThat(next.get(TOPIC, "key")).isEqualTo(served(1));
  }

  @Test
  void tables_of_before_stay_as_they_are_for_answers_that_still_use_them() {
    before.apply(TOPIC, "key", served(1));
    next.apply(TOPIC, "key", withdrawn(2));
    next.succeed(before, unreadable);
    assertThat(before.get(TOPIC, "key")).isEqualTo(served(1));
    assertThat(before.served(TOPIC)).isEqualTo(1);
    assertThat(next.served(TOPIC)).isZero();
  }
}
