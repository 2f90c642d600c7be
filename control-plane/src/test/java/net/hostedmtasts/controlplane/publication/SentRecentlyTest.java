package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.junit.jupiter.api.Test;

class SentRecentlyTest {
  private final SentRecently sent = new SentRecently();

  private static Desired revision(long revision) {
    return new Desired(
        PublicationKey.of(PublishedTopic.POLICIES, "example.com"), revision, true, "{}", null);
  }

  @Test
  void a_revision_is_sent_once_until_it_was_seen() {
    assertThat(sent.notYet(revision(1))).isTrue();
    sent.note(revision(1));
    assertThat(sent.notYet(revision(1))).isFalse();
    sent.forget(revision(1).key());
    assertThat(sent.notYet(revision(1))).isTrue();
  }

  @Test
  void a_newer_revision_does_not_wait_for_the_one_before() {
    sent.note(revision(1));
    assertThat(sent.notYet(revision(2))).isTrue();
  }

  @Test
  void another_holder_of_the_lease_begins_with_nothing_sent() {
    sent.note(revision(1));
    sent.clear();
    assertThat(sent.notYet(revision(1))).isTrue();
  }
}
