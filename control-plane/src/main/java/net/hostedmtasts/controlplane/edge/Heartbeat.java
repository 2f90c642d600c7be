package net.hostedmtasts.controlplane.edge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an edge says of itself (deploy/contract, message {@code Heartbeat}). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Heartbeat(
    String state,
    String version,
    @JsonProperty("zone_settings") String zoneSettings,
    @JsonProperty("sealing_key_ids") List<String> sealingKeyIds,
    Map<String, Long> entries,
    Map<String, Unreadable> unreadable,
    Map<String, Applied> applied) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The lists and maps are empty where the edge says nothing. */
  public Heartbeat {
    sealingKeyIds = sealingKeyIds == null ? List.of() : List.copyOf(sealingKeyIds);
    entries = entries == null ? Map.of() : Map.copyOf(entries);
    unreadable = unreadable == null ? Map.of() : Map.copyOf(unreadable);
    applied = applied == null ? Map.of() : Map.copyOf(applied);
  }

  /** Keys that the edge cannot read, some of them by name. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Unreadable(List<String> keys, long count) {
    public Unreadable {
      keys = keys == null ? List.of() : List.copyOf(keys);
    }

    /** Where not all keys are named, any may be among them. */
    boolean mayContain(String key) {
      return keys.contains(key) || keys.size() < count;
    }
  }

  /** For each partition the position after the last record applied, under one topic id. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Applied(@JsonProperty("topic_id") String topicId, List<Long> offsets) {
    public Applied {
      topicId = topicId == null ? "" : topicId;
      offsets = offsets == null ? List.of() : List.copyOf(offsets);
    }

    boolean past(int partition, long offset) {
      return partition < offsets.size() && offsets.get(partition) > offset;
    }
  }

  /** Empty where it cannot be read. */
  static Optional<Heartbeat> read(byte[] value) {
    try {
      Heartbeat read = JSON.readValue(value, Heartbeat.class);
      return read == null || read.state == null ? Optional.empty() : Optional.of(read);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether the edge has applied what stands at this place, and can read it. Another topic id
   * means: nothing.
   */
  public boolean has(String topic, String topicId, String key, int partition, long offset) {
    Applied there = applied.get(topic);
    return there != null
        && there.topicId().equals(topicId)
        && there.past(partition, offset)
        && !cannotRead(topic, key);
  }

  /** Whether the newest record of a key may be one that the edge cannot read. */
  public boolean cannotRead(String topic, String key) {
    Unreadable unread = unreadable.get(topic);
    return unread != null && unread.mayContain(key);
  }

  /** Whether a change has to wait for the edge: it answers, or is about to. */
  boolean counts() {
    return state.equals("joining") || ready() || state.equals("leaving");
  }

  boolean ready() {
    return state.equals("ready");
  }

  @Nullable Applied applied(String topic) {
    return applied.get(topic);
  }

  String appliedAsJson() {
    try {
      return JSON.writeValueAsString(applied);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
