package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.topic.RecordSender;
import net.hostedmtasts.controlplane.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Writes the census of each topic. Called by the publisher alone, one pass after another. */
@ApplicationScoped
class CensusKeeper {
  private static final Duration AT_MOST_EACH = Duration.ofMillis(500);

  private final PublicationRows rows;
  private final ObservedRecords observed;
  private final PublishingGate gate;
  private final RecordSender sender;
  private final Clock clock;
  private final Map<PublishedTopic, Census> sent = new EnumMap<>(PublishedTopic.class);
  private Instant keptAt = Instant.MIN;

  CensusKeeper(
      PublicationRows rows,
      ObservedRecords observed,
      PublishingGate gate,
      RecordSender sender,
      Clock clock) {
    this.rows = rows;
    this.observed = observed;
    this.gate = gate;
    this.sender = sender;
    this.clock = clock;
  }

  /** Forgets what was sent: another instance may have written since. */
  void restart() {
    sent.clear();
    keptAt = Instant.MIN;
  }

  /** Brings the census up to date, now and then. */
  Uni<Void> keep(String installationId) {
    return clock.instant().isBefore(keptAt.plus(AT_MOST_EACH))
        ? Uni.createFrom().voidItem()
        : keepNow(installationId);
  }

  /** The same at once: to be awaited before withdrawals are sent. */
  Uni<Void> keepNow(String installationId) {
    keptAt = clock.instant();
    return rows.wanted().chain(wanted -> send(installationId, wanted));
  }

  private Uni<Void> send(String installationId, Map<String, Long> wanted) {
    List<Uni<Void>> sends = new ArrayList<>();
    for (PublishedTopic topic : PublishedTopic.values()) {
      observed
          .topic(topic)
          .filter(usable -> gate.closed(topic).isEmpty())
          .ifPresent(
              seen -> {
                Census next =
                    next(installationId, topic, seen, wanted.getOrDefault(topic.topicName(), 0L));
                if (next != null) {
                  sends.add(
                      sender
                          .send(Topic.CENSUS.topicName(), topic.topicName(), next.bytes())
                          .invoke(() -> sent.put(topic, next)));
                }
              });
    }
    return sends.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join().all(sends).andCollectFailures().replaceWithVoid();
  }

  private @Nullable Census next(
      String installationId, PublishedTopic topic, ObservedTopic seen, long wanted) {
    CensusCount count = new CensusCount(wanted, seen.served());
    Census present = present(topic);
    OptionalLong keys =
        present == null || !present.topicId().equals(seen.topicId())
            ? count.first()
            : count.after(present.keys());
    if (keys.isEmpty()) {
      return null;
    }
    Instant now = clock.instant();
    long revision =
        Math.max(
            ChronoUnit.MICROS.between(Instant.EPOCH, now),
            present == null ? 1 : present.revision() + 1);
    return Census.of(revision, installationId, seen, keys.getAsLong(), now);
  }

  /** The newer of what was seen and what was sent a moment ago and may not have been seen yet. */
  private @Nullable Census present(PublishedTopic topic) {
    Census shown = observed.census(topic);
    Census mine = sent.get(topic);
    if (shown == null || mine == null) {
      // A census topic made anew shows nothing: what was sent to the one before does not count.
      return shown;
    }
    return mine.revision() > shown.revision() ? mine : shown;
  }
}
