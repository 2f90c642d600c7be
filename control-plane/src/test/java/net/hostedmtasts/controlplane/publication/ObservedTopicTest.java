package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedTopicTest {
  private final ObservedTopic topic = new ObservedTopic("id", 6);

  private static Observed record(long revision, boolean served) {
    return new Observed(revision, served, 0, 0, revision);
  }

  @Test
  void served_counts_keys_and_not_records() {
    topic.note("a", record(1, true));
    topic.note("a", record(2, true));
    topic.note("b", record(3, true));
    assertThat(topic.served()).isEqualTo(2);
    topic.note("a", record(4, false));
    topic.note("a", record(5, false));
    assertThat(topic.served()).isEqualTo(1);
    topic.note("b", record(0, false));
    assertThat(topic.served()).as("an unreadable record serves nothing").isZero();
    topic.note("b", record(6, true));
    assertThat(topic.served()).isEqualTo(1);
  }

  @Test
  void the_last_record_in_the_topic_is_what_a_key_shows_also_when_it_is_older() {
    topic.note("a", record(5, true));
    topic.note("a", record(2, true));
    assertThat(topic.newest("a")).isEqualTo(record(2, true));
    assertThat(topic.newest("b")).isNull();
  }

  @Test
  void four_records_of_a_key_are_remembered() {
    for (int revision = 1; revision <= 9; revision++) {
      topic.note("a", record(revision, true));
    }
    assertThat(topic.seen("a")).extracting(Observed::revision).containsExactly(9L, 8L, 7L, 6L);
    assertThat(topic.seen("b")).isEmpty();
  }

  @Test
  void changes_are_taken_once_and_in_batches() {
    topic.note("a", record(1, true));
    topic.note("b", record(2, true));
    topic.note("b", record(3, true));
    assertThat(topic.hasChanges()).as("not while it is read").isFalse();
    topic.markComplete();
    assertThat(topic.hasChanges()).isTrue();
    List<String> taken = new ArrayList<>(topic.takeChanged(1));
    assertThat(taken).hasSize(1);
    taken.addAll(topic.takeChanged(5));
    assertThat(taken).containsExactlyInAnyOrder("a", "b");
    assertThat(topic.takeChanged(5)).isEmpty();
    topic.markChanged("a");
    assertThat(topic.takeChanged(5)).containsExactly("a");
  }

  @Test
  void keys_that_serve_or_cannot_be_read_are_walked() {
    topic.note("a", record(1, true));
    topic.note("b", record(2, false));
    topic.note("c", record(0, false));
    List<String> open = new ArrayList<>();
    topic.forEachOpen(open::add);
    assertThat(open).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void a_deleted_key_shows_nothing_and_has_changed() {
    topic.note("a", record(1, true));
    assertThat(topic.takeChanged(5)).containsExactly("a");
    topic.noteAbsent("a");
    topic.noteAbsent("b");
    assertThat(topic.newest("a")).isNull();
    assertThat(topic.served()).isZero();
    assertThat(topic.takeChanged(5)).containsExactlyInAnyOrder("a", "b");
  }
}
