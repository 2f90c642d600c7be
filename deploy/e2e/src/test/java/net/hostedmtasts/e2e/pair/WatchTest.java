package net.hostedmtasts.e2e.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tests of the order stand on this judgement, so that it is tested itself. */
class WatchTest {
  private static final Hosted HOSTED =
      new Hosted("d.example", "label", "label._mta-sts.mta-sts-host.test");

  private final Watch watch = new Watch();

  @BeforeEach
  void announce_two_changes() {
    watch.announce(new Change(HOSTED, "old", 1, Configuration.testing(1).document()));
    watch.announce(new Change(HOSTED, "new", 2, Configuration.testing(2).document()));
  }

  @Test
  void an_older_document_asked_for_after_the_id_is_a_violation_on_any_edge() {
    watch.id("edge-1", "new", 100);
    watch.document("edge-2", 1, 101);
    assertThat(watch.violations()).hasSize(1);
  }

  @Test
  void it_is_one_also_when_it_is_told_in_the_other_order() {
    watch.document("edge-2", 1, 101);
    watch.id("edge-1", "new", 100);
    watch.id("edge-1", "new", 200);
    assertThat(watch.violations()).hasSize(1);
  }

  @Test
  void an_older_document_asked_for_before_the_id_was_answered_is_none() {
    watch.document("edge-2", 1, 99);
    watch.id("edge-1", "new", 100);
    assertThat(watch.violations()).isEmpty();
  }

  @Test
  void a_newer_document_under_the_older_id_is_none() {
    watch.id("edge-1", "old", 100);
    watch.document("edge-2", 2, 101);
    assertThat(watch.violations()).isEmpty();
  }

  @Test
  void an_id_that_nobody_gave_out_is_a_violation() {
    watch.id("edge-1", "other", 100);
    assertThat(watch.violations()).hasSize(1);
  }
}
