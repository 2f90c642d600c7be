package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.hostedmtasts.controlplane.publication.PublicationResource.PublicationView;
import net.hostedmtasts.controlplane.publication.PublicationResource.TopicView;
import net.hostedmtasts.controlplane.revision.PublishedTopic;

/** Says whether the topics follow the database. */
@ApplicationScoped
class PublicationState {
  private final Installation installation;
  private final PublishingGate gate;
  private final ObservedRecords observed;

  PublicationState(Installation installation, PublishingGate gate, ObservedRecords observed) {
    this.installation = installation;
    this.gate = gate;
    this.observed = observed;
  }

  Uni<PublicationView> now() {
    return installation.id().map(this::view);
  }

  private PublicationView view(String id) {
    Map<String, TopicView> topics = new TreeMap<>();
    for (PublishedTopic topic : PublishedTopic.values()) {
      topics.put(topic.topicName(), view(topic));
    }
    Optional<String> reason = gate.closed(id);
    return new PublicationView(id, reason.isEmpty(), reason.orElse(null), topics);
  }

  private TopicView view(PublishedTopic topic) {
    Optional<String> reason = gate.closed(topic);
    return new TopicView(
        reason.isEmpty(),
        reason.orElse(null),
        observed.topic(topic).map(ObservedTopic::served).orElse(null),
        Optional.ofNullable(observed.census(topic)).map(Census::keys).orElse(null));
  }
}
