package net.hostedmtasts.controlplane.publication;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.revision.PublishedTopic;

/** For operators: whether the topics follow the database. No label names a domain. */
@Startup
@Singleton
class PublicationMetrics {

  PublicationMetrics(MeterRegistry metrics, ObservedRecords observed, PublishingGate gate) {
    for (PublishedTopic topic : PublishedTopic.values()) {
      Gauge.builder("publication.served", () -> served(observed, topic))
          .description("Keys that the topic shows to be served")
          .tag("topic", topic.topicName())
          .register(metrics);
      Gauge.builder("publication.open", () -> gate.closed(topic).isEmpty() ? 1 : 0)
          .description(
              "1 while the topic may be published to; GET /api/v1/publication says why not")
          .tag("topic", topic.topicName())
          .register(metrics);
    }
  }

  private static int served(ObservedRecords observed, PublishedTopic topic) {
    return observed.topic(topic).map(ObservedTopic::served).orElse(0);
  }
}
