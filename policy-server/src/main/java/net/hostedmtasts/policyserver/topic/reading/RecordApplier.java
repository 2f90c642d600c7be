package net.hostedmtasts.policyserver.topic.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.hostedmtasts.policyserver.topic.Revisioned;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.UnreadableKeys;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Takes records over into tables: the one path for catching up and for what comes later. */
final class RecordApplier {
  /**
   * Also JavaScript's limit for exact integers: a number beyond it may have been rounded on its
   * way.
   */
  static final long REVISION_LIMIT = 1L << 53;

  private static final int MAX_KEY_BYTES = 255;

  private final Map<String, Topic<?>> topics;
  private final Tables tables;
  private final UnreadableKeys unreadable;
  private final BadRecords badRecords;

  RecordApplier(
      Collection<Topic<?>> topics,
      Tables tables,
      UnreadableKeys unreadable,
      BadRecords badRecords) {
    this.topics =
        topics.stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));
    this.tables = tables;
    this.unreadable = unreadable;
    this.badRecords = badRecords;
  }

  /** Never throws: whatever a record holds, the ones behind it are applied. */
  void apply(ConsumerRecord<byte[], byte[]> record) {
    Topic<?> topic = topics.get(record.topic());
    if (topic == null) {
      return;
    }
    String key = key(record.key());
    if (key == null) {
      badRecords.add(record, "key is missing, too long or not UTF-8");
      return;
    }
    try {
      apply(topic, key, record);
      unreadable.remove(topic.name(), key);
    } catch (UnreadableRecord e) {
      skip(record, key, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A fault of ours, found by a record: it must not end the only thread that reads.
      skip(record, key, "fault while reading: " + e);
    }
  }

  private <V extends Revisioned> void apply(
      Topic<V> topic, String key, ConsumerRecord<byte[], byte[]> record) throws UnreadableRecord {
    if (record.value() == null) {
      remove(topic, key);
      return;
    }
    V received = topic.read(key, record.value(), Instant.ofEpochMilli(record.timestamp()));
    if (received.revision() < 1 || received.revision() >= REVISION_LIMIT) {
      throw new UnreadableRecord("revision out of range");
    }
    tables.apply(topic, key, received);
  }

  /**
   * Tombstones are housekeeping after a withdrawal: they have no revision, so that they must never
   * end an answer.
   */
  private <V extends Revisioned> void remove(Topic<V> topic, String key) throws UnreadableRecord {
    V held = tables.get(topic, key);
    if (held != null && held.served() && topic.cleanUp() == Topic.CleanUp.COMPACT) {
      throw new UnreadableRecord("deletes a key that is served");
    }
    tables.remove(topic, key);
  }

  private void skip(ConsumerRecord<byte[], byte[]> record, String key, String reason) {
    unreadable.add(record.topic(), key);
    badRecords.add(record, reason);
  }

  private static @Nullable String key(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0 || bytes.length > MAX_KEY_BYTES) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
