package net.hostedmtasts.policyserver.topic.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import net.hostedmtasts.policyserver.topic.broker.AppliedOffsets;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import net.hostedmtasts.policyserver.topic.broker.DescribedTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * The order of joining: acknowledged first, end offsets second (DESIGN, "When an edge is ready").
 */
class JoiningTest {
  private static final Duration LIMIT = Duration.ofMillis(2_500);
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Map<String, DescribedTopic> TOPICS =
      Map.of("t", new DescribedTopic("id", 1, "compact", Duration.ofDays(1)));

  private final Acknowledgements acknowledgements = new Acknowledgements(LIMIT);
  private final AppliedOffsets applied = new AppliedOffsets(TOPICS);
  private final Joining joining = new Joining(1, ms(0), LIMIT, acknowledgements);

  private static long ms(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private static BrokerView view(long takenAt, long end) {
    return new BrokerView(ms(takenAt), TOPICS, Map.of(PARTITION, end));
  }

  private static EdgeReport sent(int join, long takenAt) {
    return new EdgeReport(EdgeState.JOINING, join, ms(takenAt), "", Map.of(), Map.of(), Map.of());
  }

  @Test
  void end_offsets_from_before_the_acknowledgement_do_not_count() {
    applied.advance(PARTITION, 10);
    acknowledgements.add(sent(1, 10), ms(20));
    assertThat(joining.step(ms(30), view(15, 10), applied)).isEqualTo(Joining.Step.LOOK);
    assertThat(joining.step(ms(40), view(35, 12), applied)).isEqualTo(Joining.Step.WAIT);
    applied.advance(PARTITION, 12);
    assertThat(joining.step(ms(50), view(35, 12), applied)).isEqualTo(Joining.Step.DONE);
  }

  @Test
  void ends_that_move_on_after_the_first_ones_are_not_chased() {
    acknowledgements.add(sent(1, 10), ms(20));
    assertThat(joining.step(ms(30), view(25, 5), applied)).isEqualTo(Joining.Step.WAIT);
    applied.advance(PARTITION, 5);
    assertThat(joining.step(ms(40), view(35, 900), applied)).isEqualTo(Joining.Step.DONE);
  }

  @Test
  void without_an_acknowledged_heartbeat_it_joins_again_after_half_a_silence_limit() {
    assertThat(joining.step(ms(2_500), view(1, 0), applied)).isEqualTo(Joining.Step.WAIT);
    assertThat(joining.step(ms(2_501), view(1, 0), applied)).isEqualTo(Joining.Step.AGAIN);
  }

  @Test
  void an_acknowledgement_of_an_earlier_join_does_not_count() {
    acknowledgements.add(sent(0, 10), ms(20));
    assertThat(joining.step(ms(30), view(25, 0), applied)).isEqualTo(Joining.Step.WAIT);
  }

  @Test
  void silence_after_the_acknowledgement_makes_it_join_again() {
    acknowledgements.add(sent(1, 10), ms(20));
    assertThat(joining.step(ms(2_511), view(25, 0), applied)).isEqualTo(Joining.Step.AGAIN);
  }

  @Test
  void a_gap_that_is_over_makes_it_join_again_as_well() {
    acknowledgements.add(sent(1, 10), ms(20));
    acknowledgements.add(sent(1, 3_000), ms(3_010));
    assertThat(joining.step(ms(3_020), view(3_015, 0), applied)).isEqualTo(Joining.Step.AGAIN);
  }
}
