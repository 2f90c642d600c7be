package net.hostedmtasts.controlplane.certificate.challenge;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Edges;
import net.hostedmtasts.controlplane.edge.Place;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.topic.Readers;
import net.hostedmtasts.controlplane.topic.RecordSender;
import net.hostedmtasts.controlplane.topic.Topic;
import net.hostedmtasts.controlplane.topic.TopicState;
import net.hostedmtasts.controlplane.topic.WholeTopicReader;
import net.hostedmtasts.controlplane.topic.WholeTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The challenges that edges are to answer, and which of them every edge has. */
@ApplicationScoped
public class ChallengeAnswers implements WholeTopics {
  /** Edges answer for an hour from the record's time; it is sent again before that. */
  private static final Duration ANSWERED_FOR = Duration.ofMinutes(50);

  /** What the topic says under a key. */
  private record Seen(String digest, Place place, Instant sentAt) {}

  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final RecordSender sender;
  private final Readers readers;
  private final EdgeReader edges;
  private final Clock clock;
  private volatile String topicId = "";
  private @Nullable WholeTopicReader reader;

  ChallengeAnswers(RecordSender sender, Readers readers, EdgeReader edges, Clock clock) {
    this.sender = sender;
    this.readers = readers;
    this.edges = edges;
    this.clock = clock;
  }

  void start(@Observes StartupEvent started) {
    reader = readers.start("challenges", List.of(Topic.CHALLENGES), this);
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (reader != null) {
      reader.close();
    }
  }

  /** Gives a challenge to the edges, unless they were given it lately. */
  public Uni<Void> give(CertifiedHost host, Challenge challenge) {
    return known(challenge).isPresent()
        ? Uni.createFrom().voidItem()
        : sender.send(
            Topic.CHALLENGES.topicName(),
            ChallengeMessage.key(challenge),
            ChallengeMessage.of(host, challenge));
  }

  /**
   * The edges that are not heard and do not have the challenge, by their ids; empty while an edge
   * that is heard does not have it either.
   */
  public Optional<List<String>> everywhere(Challenge challenge) {
    Optional<Edges> now = edges.now();
    return known(challenge)
        .flatMap(
            place ->
                now.filter(all -> all.anyReady() && all.allHave(place))
                    .map(all -> all.silentWithout(place)));
  }

  private Optional<Place> known(Challenge challenge) {
    return Optional.ofNullable(seen.get(ChallengeMessage.key(challenge)))
        .filter(one -> one.digest().equals(ChallengeMessage.digest(challenge)))
        .filter(one -> clock.instant().isBefore(one.sentAt().plus(ANSWERED_FOR)))
        .map(Seen::place);
  }

  @Override
  public void restarted(Topic topic, TopicState.Usable state) {
    seen.clear();
    topicId = state.topicId();
  }

  @Override
  public void read(Topic topic, ConsumerRecord<String, byte[]> read) {
    if (read.key() != null && read.value() != null) {
      Place place =
          new Place(topic.topicName(), topicId, read.key(), read.partition(), read.offset());
      Instant sentAt = Instant.ofEpochMilli(read.timestamp());
      // One that cannot be read has taken the place of what was there.
      seen.compute(
          read.key(),
          (key, before) ->
              ChallengeMessage.digest(read.value())
                  .map(digest -> new Seen(digest, place, sentAt))
                  .orElse(null));
    }
  }

  @Override
  public void complete(Topic topic) {}

  @Override
  public void polled(Duration sincePoll) {
    Instant old = clock.instant().minus(ANSWERED_FOR);
    seen.values().removeIf(one -> one.sentAt().isBefore(old));
  }
}
