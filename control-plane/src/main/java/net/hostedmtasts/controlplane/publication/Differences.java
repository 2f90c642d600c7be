package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.topic.RecordSender;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Settles one batch of differences between the database and the topics. */
@ApplicationScoped
class Differences {
  private static final Logger LOG = Logger.getLogger(Differences.class);
  private static final int BATCH = 500;

  private final PublicationRows rows;
  private final ObservedRecords observed;
  private final MessageRenderer renderer;
  private final RecordSender sender;
  private final CensusKeeper census;
  private final Publications publications;
  private final Mutiny.SessionFactory database;
  private final SentRecently sent;
  private final UnreadableKeys unreadable;

  Differences(
      PublicationRows rows,
      ObservedRecords observed,
      MessageRenderer renderer,
      RecordSender sender,
      CensusKeeper census,
      Publications publications,
      Mutiny.SessionFactory database,
      SentRecently sent,
      UnreadableKeys unreadable) {
    this.rows = rows;
    this.observed = observed;
    this.renderer = renderer;
    this.sender = sender;
    this.census = census;
    this.publications = publications;
    this.database = database;
    this.sent = sent;
    this.unreadable = unreadable;
  }

  void restart() {
    sent.clear();
  }

  /**
   * Looks at the keys whose row or record has changed, in the topics that are open.
   *
   * @return whether more is left
   */
  Uni<Boolean> settle(Set<PublishedTopic> open, String installationId) {
    Set<PublicationKey> changed = changed(open);
    return rows.ahead(open, BATCH)
        .chain(ahead -> withRows(changed, ahead))
        .chain(batch -> settle(batch, installationId).map(more -> more || changed.size() >= BATCH))
        .onFailure()
        .invoke(() -> changed.forEach(this::lookAgain))
        .call(() -> sendAgain(open, installationId));
  }

  /**
   * An edge that cannot read a key may be able to read what is sent now: sealed with a key that it
   * has, for example.
   */
  private Uni<Void> sendAgain(Set<PublishedTopic> open, String installationId) {
    Set<PublicationKey> due = unreadable.due();
    return due.isEmpty()
        ? Uni.createFrom().voidItem()
        : rows.of(due)
            .chain(
                found ->
                    send(
                        found.values().stream()
                            .filter(row -> open.contains(row.key().published()))
                            .filter(
                                row ->
                                    Decision.of(row, shown(row.key()), false) == Decision.IN_SYNC)
                            .toList(),
                        installationId));
  }

  private Set<PublicationKey> changed(Set<PublishedTopic> open) {
    Set<PublicationKey> keys = new LinkedHashSet<>();
    for (PublishedTopic topic : open) {
      observed
          .topic(topic)
          .ifPresent(
              seen ->
                  seen.takeChanged(BATCH).forEach(key -> keys.add(PublicationKey.of(topic, key))));
    }
    return keys;
  }

  private Uni<Map<PublicationKey, @Nullable Desired>> withRows(
      Set<PublicationKey> changed, Map<PublicationKey, Desired> ahead) {
    return rows.of(changed)
        .map(
            found -> {
              Map<PublicationKey, @Nullable Desired> batch = new HashMap<>(ahead);
              changed.forEach(key -> batch.put(key, found.get(key)));
              return batch;
            });
  }

  private Uni<Boolean> settle(Map<PublicationKey, @Nullable Desired> batch, String installationId) {
    Map<PublicationKey, Observed> newer = new HashMap<>();
    batch.forEach(
        (key, desired) -> {
          Observed shown = shown(key);
          if (desired != null && shown != null && shown.revision() > desired.revision()) {
            newer.put(key, shown);
          }
        });
    return rows.takenBefore(newer)
        .chain(
            taken -> {
              Map<Decision, List<PublicationKey>> decided = new HashMap<>();
              batch.forEach(
                  (key, desired) ->
                      decided
                          .computeIfAbsent(
                              Decision.of(desired, shown(key), taken.contains(key)),
                              decision -> new ArrayList<>())
                          .add(key));
              return act(batch, decided, installationId);
            });
  }

  private Uni<Boolean> act(
      Map<PublicationKey, @Nullable Desired> batch,
      Map<Decision, List<PublicationKey>> decided,
      String installationId) {
    List<PublicationKey> late = decided.getOrDefault(Decision.TAKE_REVISION, List.of());
    List<PublicationKey> inSync = decided.getOrDefault(Decision.IN_SYNC, List.of());
    inSync.forEach(sent::forget);
    List<Desired> sends =
        decided.getOrDefault(Decision.SEND, List.of()).stream()
            .map(batch::get)
            .filter(this::notSentYet)
            .toList();
    return rows.note(shown(inSync))
        .chain(() -> hold(decided))
        .chain(() -> takeRevisions(late))
        .chain(() -> clear(decided.getOrDefault(Decision.CLEAR, List.of())))
        .chain(() -> send(sends, installationId))
        .map(done -> !late.isEmpty() || sends.size() >= BATCH);
  }

  private Uni<Void> clear(List<PublicationKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    LOG.warnf("Cleared, unreadable and unknown to the database: %d keys", keys.size());
    List<Uni<Void>> all = keys.stream().map(key -> sender.clear(key.topic(), key.key())).toList();
    return Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  private Uni<Void> hold(Map<Decision, List<PublicationKey>> decided) {
    Map<PublicationKey, Observed> restored =
        shown(decided.getOrDefault(Decision.HOLD_RESTORED, List.of()));
    Map<PublicationKey, Observed> unknown =
        shown(decided.getOrDefault(Decision.HOLD_UNKNOWN, List.of()));
    restored
        .keySet()
        .forEach(
            key -> LOG.warnf("Held, the database is an older copy: %s %s", key.topic(), key.key()));
    unknown
        .keySet()
        .forEach(key -> LOG.warnf("Held, unknown to the database: %s %s", key.topic(), key.key()));
    return rows.noteRevision(restored)
        .chain(() -> rows.hold(restored, HeldKey.Reason.RESTORED))
        .chain(() -> rows.hold(unknown, HeldKey.Reason.UNKNOWN));
  }

  private Uni<Void> takeRevisions(List<PublicationKey> late) {
    return Multi.createFrom()
        .iterable(late)
        .invoke(key -> LOG.warnf("A late record is superseded: %s %s", key.topic(), key.key()))
        .onItem()
        .transformToUniAndConcatenate(
            key ->
                rows.noteRevision(shown(List.of(key)))
                    .chain(
                        () ->
                            database.withTransaction(
                                session -> publications.refresh(session, key))))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> send(List<Desired> sends, String installationId) {
    if (sends.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    // An edge must never miss keys that the census counts.
    boolean withdraws = sends.stream().anyMatch(desired -> !desired.served());
    Uni<Void> lowered = withdraws ? census.keepNow(installationId) : Uni.createFrom().voidItem();
    return lowered.chain(() -> rendered(sends)).chain(this::sendAll);
  }

  /** One after the other: questions to the database do not share a session. */
  private Uni<List<Map.Entry<Desired, byte[]>>> rendered(List<Desired> sends) {
    return Multi.createFrom()
        .iterable(sends)
        .onItem()
        .transformToUniAndConcatenate(this::rendered)
        .collect()
        .asList();
  }

  /** A row that cannot be made a message does not hold up the others. */
  private Uni<Map.@Nullable Entry<Desired, byte[]>> rendered(Desired desired) {
    return renderer
        .render(desired)
        .<Map.@Nullable Entry<Desired, byte[]>>map(message -> Map.entry(desired, message))
        .onFailure()
        .invoke(
            failure ->
                LOG.errorf(
                    failure, "Not published: %s %s", desired.key().topic(), desired.key().key()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> sendAll(List<Map.Entry<Desired, byte[]>> messages) {
    return messages.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join()
            .all(messages.stream().map(this::send).toList())
            .andCollectFailures()
            .replaceWithVoid();
  }

  private Uni<Void> send(Map.Entry<Desired, byte[]> rendered) {
    PublicationKey key = rendered.getKey().key();
    sent.note(rendered.getKey());
    return sender
        .send(key.topic(), key.key(), rendered.getValue())
        .onFailure()
        .invoke(failure -> sent.forget(key));
  }

  private boolean notSentYet(@Nullable Desired desired) {
    if (desired == null || sent.notYet(desired)) {
      return desired != null;
    }
    // What was sent may stand before the record that was just seen: look again when it must have
    // arrived.
    lookAgain(desired.key());
    return false;
  }

  private void lookAgain(PublicationKey key) {
    observed.topic(key.published()).ifPresent(topic -> topic.markChanged(key.key()));
  }

  private Map<PublicationKey, Observed> shown(List<PublicationKey> keys) {
    Map<PublicationKey, Observed> shown = new HashMap<>();
    for (PublicationKey key : new HashSet<>(keys)) {
      Observed observed = shown(key);
      if (observed != null) {
        shown.put(key, observed);
      }
    }
    return shown;
  }

  private @Nullable Observed shown(PublicationKey key) {
    return observed.newest(key.published(), key.key()).orElse(null);
  }
}
