package net.hostedmtasts.controlplane.edge;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.topic.Readers;
import net.hostedmtasts.controlplane.topic.Topic;
import net.hostedmtasts.controlplane.topic.TopicState;
import net.hostedmtasts.controlplane.topic.WholeTopicReader;
import net.hostedmtasts.controlplane.topic.WholeTopics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the heartbeats, and knows from them which edge has applied what. */
@ApplicationScoped
public class EdgeReader implements WholeTopics {
  private final Readers readers;
  private final Wake wake;
  private final Duration latestPoll;
  private final LiveEdges live;
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private @Nullable WholeTopicReader reader;

  EdgeReader(Readers readers, Wake wake, EdgeSettings settings) {
    this.readers = readers;
    this.wake = wake;
    this.latestPoll = settings.silentAfter().dividedBy(2);
    this.live = new LiveEdges(settings.silentAfter(), System::nanoTime);
  }

  void start(@Observes StartupEvent started) {
    reader = readers.start("edges", List.of(Topic.EDGES), this);
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (reader != null) {
      reader.close();
    }
  }

  /** The edges; empty until the heartbeats were listened to for one silence limit without a gap. */
  public Optional<Edges> now() {
    return live.now();
  }

  /** The edges as far as they are known, for people. */
  public Edges forPeople() {
    return live.forPeople();
  }

  /** Edges that have said that they closed their listeners, since this was asked last. */
  Set<String> takeStopped() {
    Set<String> taken = Set.copyOf(stopped);
    stopped.removeAll(taken);
    return taken;
  }

  void giveUp(String edge) {
    live.giveUp(edge);
  }

  @Override
  public void restarted(Topic topic, TopicState.Usable state) {
    live.restarted();
  }

  @Override
  public void read(Topic topic, ConsumerRecord<String, byte[]> read) {
    if (read.key() == null) {
      return;
    }
    if (read.value() == null) {
      live.gone(read.key());
      stopped.add(read.key());
      wake.up();
      return;
    }
    Heartbeat.read(read.value())
        .ifPresent(
            heartbeat -> {
              if (live.heard(read.key(), heartbeat, Instant.ofEpochMilli(read.timestamp()))) {
                wake.up();
              }
            });
  }

  @Override
  public void complete(Topic topic) {
    live.reachedEnd();
  }

  @Override
  public void polled(Duration sincePoll) {
    if (sincePoll.compareTo(latestPoll) > 0) {
      live.interrupted();
    }
  }

  @Override
  public void failed() {
    live.interrupted();
  }
}
