package net.hostedmtasts.controlplane.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.topic.PartitionsChanged;
import net.hostedmtasts.controlplane.topic.Topic;
import net.hostedmtasts.controlplane.topic.TopicState;
import net.hostedmtasts.controlplane.topic.Topics;

/** Says whether a topic may be published to, and if not, why: the reason is shown to operators. */
@ApplicationScoped
class PublishingGate {
  private final Topics topics;
  private final ObservedRecords observed;

  PublishingGate(Topics topics, ObservedRecords observed) {
    this.topics = topics;
    this.observed = observed;
  }

  /** Why nothing at all is published; empty when all is well. */
  Optional<String> closed(String installationId) {
    return unusable(Topic.CENSUS)
        .or(
            () ->
                observed.censusComplete()
                    ? Optional.empty()
                    : Optional.of("mta-sts.census is being read"))
        .or(() -> foreign(installationId));
  }

  /** Why this topic is not published to; empty when all is well. */
  Optional<String> closed(PublishedTopic topic) {
    return unusable(kafka(topic))
        .or(
            () ->
                observed.topic(topic).isPresent()
                    ? Optional.empty()
                    : Optional.of(topic.topicName() + " is being read"))
        .or(() -> partitionsChanged(topic));
  }

  private Optional<String> unusable(Topic topic) {
    TopicState state = topics.state(topic);
    if (state instanceof TopicState.Missing missing) {
      return Optional.of(topic.topicName() + " is waited for: " + missing.reason());
    }
    if (state instanceof TopicState.Unusable unusable) {
      return Optional.of(topic.topicName() + " is not worked with: " + unusable.reason());
    }
    return Optional.empty();
  }

  private Optional<String> foreign(String installationId) {
    return observed.censuses().stream()
        .filter(census -> !census.installationId().equals(installationId))
        .findFirst()
        .map(
            census ->
                "The topics belong to installation "
                    + census.installationId()
                    + ", this database to "
                    + installationId
                    + ". Fix: connect this service to its own brokers or its own database.");
  }

  private Optional<String> partitionsChanged(PublishedTopic topic) {
    Census census = observed.census(topic);
    ObservedTopic now = observed.topic(topic).orElse(null);
    return census != null
            && now != null
            && census.topicId().equals(now.topicId())
            && census.partitions() != now.partitions()
        ? Optional.of(PartitionsChanged.reason(kafka(topic), census.partitions(), now.partitions()))
        : Optional.empty();
  }

  private static Topic kafka(PublishedTopic topic) {
    return switch (topic) {
      case POLICIES -> Topic.POLICIES;
      case RECORDS -> Topic.RECORDS;
      case CERTIFICATES -> Topic.CERTIFICATES;
    };
  }
}
