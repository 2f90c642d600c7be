package net.hostedmtasts.policyserver.topic.reading;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.policyserver.topic.Census;
import net.hostedmtasts.policyserver.topic.CensusTopic;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.broker.DescribedTopic;

/**
 * Whether tables hold what the census says: an empty or wiped topic must not look like a healthy
 * edge.
 */
final class CensusCheck {
  private final CensusTopic census;
  private final List<Topic<?>> counted;

  CensusCheck(CensusTopic census, Collection<? extends Topic<?>> topics) {
    this.census = census;
    this.counted =
        topics.stream()
            .<Topic<?>>map(topic -> topic)
            .filter(topic -> topic.cleanUp() == Topic.CleanUp.COMPACT)
            .filter(topic -> !topic.name().equals(CensusTopic.NAME))
            .toList();
  }

  /** What is missing, for people; empty when nothing is. */
  Optional<String> missing(Tables tables, Map<String, DescribedTopic> read) {
    return counted.stream()
        .map(topic -> missing(topic, tables, read))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> missing(
      Topic<?> topic, Tables tables, Map<String, DescribedTopic> read) {
    DescribedTopic described = read.get(topic.name());
    Optional<Census> valid =
        Optional.ofNullable(tables.get(census, topic.name()))
            .filter(found -> described != null && found.topicId().equals(described.id()));
    if (valid.isEmpty()) {
      return Optional.of("no census of " + topic.name());
    }
    int held = tables.served(topic);
    int enough = valid.get().enough();
    return held >= enough
        ? Optional.empty()
        : Optional.of("%d keys of %s held, %d needed".formatted(held, topic.name(), enough));
  }
}
