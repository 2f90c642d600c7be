package net.hostedmtasts.controlplane.publication;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.topic.Readers;
import net.hostedmtasts.controlplane.topic.Topic;
import net.hostedmtasts.controlplane.topic.TopicState;
import net.hostedmtasts.controlplane.topic.WholeTopicReader;
import net.hostedmtasts.controlplane.topic.WholeTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the compacted topics show, as a reader that tails them saw it: the other side of every
 * comparison.
 */
@ApplicationScoped
public class ObservedRecords implements WholeTopics {
  private static final Logger LOG = Logger.getLogger(ObservedRecords.class);
  private static final List<Topic> READ =
      List.of(Topic.POLICIES, Topic.RECORDS, Topic.CERTIFICATES, Topic.CENSUS);

  private final Map<PublishedTopic, ObservedTopic> topics = new ConcurrentHashMap<>();
  private final Map<String, Census> censuses = new ConcurrentHashMap<>();
  private final Readers readers;
  private final Wake wake;
  private volatile boolean censusComplete;
  private @Nullable WholeTopicReader reader;

  ObservedRecords(Readers readers, Wake wake) {
    this.readers = readers;
    this.wake = wake;
  }

  void start(@Observes StartupEvent started) {
    reader = readers.start("observed-records", READ, this);
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (reader != null) {
      reader.close();
    }
  }

  /** The topic under its present id, once all that stood in it has been read. */
  Optional<ObservedTopic> topic(PublishedTopic topic) {
    return Optional.ofNullable(topics.get(topic)).filter(ObservedTopic::complete);
  }

  /** Where the newest record of a key stands; empty while the topic is read, or without one. */
  public Optional<Observed> newest(PublishedTopic topic, String key) {
    return topic(topic).map(observed -> observed.newest(key));
  }

  /** The records of a key that were seen, newest first. */
  public List<Observed> seen(PublishedTopic topic, String key) {
    return topic(topic).map(observed -> observed.seen(key)).orElse(List.of());
  }

  /** The id that offsets of this topic must be reported under; empty while it is read. */
  public Optional<String> topicId(PublishedTopic topic) {
    return topic(topic).map(ObservedTopic::topicId);
  }

  /**
   * Policy hosts whose certificate stands in the topic under another key than {@code keyId}; empty
   * while the topic is read.
   */
  public Optional<List<String>> sealedOtherwise(String keyId) {
    return topic(PublishedTopic.CERTIFICATES).map(topic -> topic.sealedOtherwise(keyId));
  }

  boolean censusComplete() {
    return censusComplete;
  }

  @Nullable Census census(PublishedTopic topic) {
    return censuses.get(topic.topicName());
  }

  Collection<Census> censuses() {
    return censuses.values();
  }

  @Override
  public void restarted(Topic topic, TopicState.Usable state) {
    if (topic == Topic.CENSUS) {
      censusComplete = false;
      censuses.clear();
      return;
    }
    published(topic)
        .ifPresent(key -> topics.put(key, new ObservedTopic(state.topicId(), state.partitions())));
  }

  @Override
  public void read(Topic topic, ConsumerRecord<String, byte[]> read) {
    if (read.key() == null || !PublicationKey.possible(read.key())) {
      LOG.warnf(
          "Passed over, no key of ours: %s-%d offset %d",
          read.topic(), read.partition(), read.offset());
      return;
    }
    if (topic == Topic.CENSUS) {
      // One that cannot be read is none, so that the next one is written: new edges need it.
      Census.read(read.value())
          .ifPresentOrElse(
              census -> censuses.put(read.key(), census), () -> censuses.remove(read.key()));
      return;
    }
    published(topic).map(topics::get).ifPresent(observed -> note(observed, topic, read));
  }

  private static void note(
      ObservedTopic observed, Topic topic, ConsumerRecord<String, byte[]> read) {
    if (read.value() == null) {
      observed.noteAbsent(read.key());
    } else {
      published(topic).ifPresent(key -> observed.note(read.key(), Observed.of(key, read)));
    }
  }

  @Override
  public void complete(Topic topic) {
    if (topic == Topic.CENSUS) {
      censusComplete = true;
    } else {
      published(topic).map(topics::get).ifPresent(ObservedTopic::markComplete);
    }
    wake.up();
  }

  @Override
  public void polled(java.time.Duration sincePoll) {
    if (topics.values().stream().anyMatch(ObservedTopic::hasChanges)) {
      wake.up();
    }
  }

  private static Optional<PublishedTopic> published(Topic topic) {
    return PublishedTopic.named(topic.topicName());
  }
}
