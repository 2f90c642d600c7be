package net.hostedmtasts.policyserver.topic.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.policyserver.topic.Census;
import net.hostedmtasts.policyserver.topic.CensusTopic;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import net.hostedmtasts.policyserver.topic.broker.DescribedTopic;
import org.jspecify.annotations.Nullable;

/**
 * Topics on which this edge refuses to work, because they would lose or mix up what is published.
 */
final class TopicSettingsCheck {
  static final String EDGES = "mta-sts.edges";

  private final CensusTopic census;
  private final List<Topic<?>> topics;

  TopicSettingsCheck(CensusTopic census, List<Topic<?>> topics) {
    this.census = census;
    this.topics = List.copyOf(topics);
  }

  /**
   * What is wrong, and the fix.
   *
   * @param read the topics as they were when reading them began
   */
  Optional<String> problem(
      BrokerView view, Map<String, DescribedTopic> read, @Nullable Tables tables) {
    return Stream.concat(
            topics.stream()
                .map(
                    topic ->
                        problem(topic, view.topic(topic.name()), read.get(topic.name()), tables)),
            Stream.of(edges(view.topic(EDGES))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> problem(
      Topic<?> topic,
      @Nullable DescribedTopic now,
      @Nullable DescribedTopic read,
      @Nullable Tables tables) {
    if (now == null) {
      return Optional.empty();
    }
    if (topic.cleanUp() == Topic.CleanUp.COMPACT && !now.cleanUpPolicy().equals("compact")) {
      return Optional.of(wrongCleanUp(topic.name(), now.cleanUpPolicy()));
    }
    if (read != null && read.id().equals(now.id()) && read.partitions() != now.partitions()) {
      return Optional.of(wrongPartitions(topic.name(), now.partitions(), read.partitions()));
    }
    Census counted = tables == null ? null : tables.get(census, topic.name());
    if (counted != null
        && counted.topicId().equals(now.id())
        && counted.partitions() != now.partitions()) {
      return Optional.of(wrongPartitions(topic.name(), now.partitions(), counted.partitions()));
    }
    return Optional.empty();
  }

  private static Optional<String> edges(@Nullable DescribedTopic now) {
    return now == null || now.partitions() == 1
        ? Optional.empty()
        : Optional.of(wrongPartitions(EDGES, now.partitions(), 1));
  }

  private static String wrongCleanUp(String topic, String found) {
    return ("Topic %s has cleanup.policy=%s, which drops what must be served. Fix: kafka-configs.sh --alter"
            + " --entity-type topics --entity-name %s --add-config cleanup.policy=compact")
        .formatted(topic, found, topic);
  }

  private static String wrongPartitions(String topic, int found, int expected) {
    return ("Topic %s has %d partitions instead of %d, so that keys have moved between them. Fix: delete the topic;"
            + " the control-plane creates it with %d partitions and fills it again.")
        .formatted(topic, found, expected, expected);
  }
}
