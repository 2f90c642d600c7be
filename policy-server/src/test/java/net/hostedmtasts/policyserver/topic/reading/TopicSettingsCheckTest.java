package net.hostedmtasts.policyserver.topic.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.policyserver.topic.Census;
import net.hostedmtasts.policyserver.topic.CensusTopic;
import net.hostedmtasts.policyserver.topic.NumberTopic;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import net.hostedmtasts.policyserver.topic.broker.DescribedTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that would lose or mix up what is published are refused (DESIGN, "Topics"). */
class TopicSettingsCheckTest {
  private static final CensusTopic CENSUS = new CensusTopic();
  private static final NumberTopic KEPT = new NumberTopic("kept", Topic.CleanUp.COMPACT);
  private static final NumberTopic DROPPED =
      new NumberTopic("dropped", Topic.CleanUp.COMPACT_AND_DELETE);
  private static final List<Topic<?>> TOPICS = List.of(KEPT, DROPPED, CENSUS);

  private final TopicSettingsCheck check = new TopicSettingsCheck(CENSUS, TOPICS);

  private static DescribedTopic described(String id, int partitions, String cleanUpPolicy) {
    return new DescribedTopic(id, partitions, cleanUpPolicy, Duration.ofDays(1));
  }

  private static Map<String, DescribedTopic> usual() {
    return Map.of(
        "kept",
        described("a", 3, "compact"),
        "dropped",
        described("b", 1, "compact,delete"),
        CensusTopic.NAME,
        described("c", 1, "compact"),
        TopicSettingsCheck.EDGES,
        described("d", 1, "compact,delete"));
  }

  private static BrokerView view(Map<String, DescribedTopic> topics) {
    return new BrokerView(0, topics, Map.of());
  }

  private Optional<String> problem(String topic, DescribedTopic now, @Nullable Tables tables) {
    Map<String, DescribedTopic> topics = new HashMap<>(usual());
    topics.put(topic, now);
    return check.problem(view(topics), usual(), tables);
  }

  @Test
  void topics_as_the_control_plane_creates_them_are_right() {
    assertThat(check.problem(view(usual()), usual(), null)).isEmpty();
  }

  @Test
  void topics_that_are_not_there_yet_are_no_problem() {
    assertThat(check.problem(view(Map.of()), Map.of(), null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "compact,delete", ""})
  void a_topic_that_must_be_kept_for_ever_is_compacted_and_nothing_else(String cleanUpPolicy) {
    assertThat(problem("kept", described("a", 3, cleanUpPolicy), null))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("kept has cleanup.policy=" + cleanUpPolicy + ",")
                    .contains("--add-config cleanup.policy=compact"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compact", "delete", "compact,delete"})
  void how_a_topic_of_passing_records_is_cleaned_up_is_no_problem(String cleanUpPolicy) {
    assertThat(problem("dropped", described("b", 1, cleanUpPolicy), null)).isEmpty();
  }

  @Test
  void partitions_added_while_it_is_read_move_keys() {
    assertThat(problem("kept", described("a", 4, "compact"), null))
        .hasValueSatisfying(text -> assertThat(text).contains("has 4 partitions instead of 3"));
  }

  @Test
  void a_topic_created_anew_may_have_other_partitions() {
    assertThat(problem("kept", described("new", 4, "compact"), null)).isEmpty();
  }

  @ParameterizedTest(name = "counted {1} partitions of the topic {0}: refused {2}")
  @CsvSource({"a, 3, false", "a, 2, true", "another, 2, false"})
  void partitions_are_those_that_the_census_counted(String id, int partitions, boolean refused) {
    Tables tables = new Tables(TOPICS);
    tables.apply(CENSUS, "kept", new Census(1, id, partitions, 5));
    assertThat(problem("kept", described("a", 3, "compact"), tables).isPresent())
        .isEqualTo(refused);
  }

  @Test
  void heartbeats_are_in_one_partition() {
    assertThat(problem(TopicSettingsCheck.EDGES, described("d", 2, "compact,delete"), null))
        .hasValueSatisfying(text -> assertThat(text).contains("2 partitions instead of 1"));
  }
}
