package net.hostedmtasts.controlplane.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DESIGN, "Topics". */
class TopicsTest {
  @Test
  void these_topics_must_be_exactly_compact() {
    List<Topic> compact = Arrays.stream(Topic.values()).filter(Topic::mustBeCompact).toList();
    assertThat(compact)
        .containsExactly(Topic.POLICIES, Topic.RECORDS, Topic.CERTIFICATES, Topic.CENSUS);
    assertThat(compact)
        .allSatisfy(
            topic -> assertThat(topic.configuration()).containsEntry("cleanup.policy", "compact"));
  }

  @Test
  void heartbeats_are_dated_by_the_brokers() {
    assertThat(Topic.EDGES.configuration())
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("cleanup.policy", "compact,delete");
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void names_are_those_of_the_contract(Topic topic) {
    assertThat(topic.topicName())
        .isEqualTo("mta-sts." + topic.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  @Test
  void a_changed_partition_count_names_the_fix() {
    assertThat(PartitionsChanged.reason(Topic.POLICIES, 6, 8))
        .contains("had 6 partitions and has 8")
        .contains("delete mta-sts.policies");
  }
}
