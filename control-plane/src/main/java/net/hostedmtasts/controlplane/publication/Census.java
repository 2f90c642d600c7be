package net.hostedmtasts.controlplane.publication;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many keys the database wants served in one topic (deploy/contract, message {@code Census}).
 * An edge is ready only when it holds so many.
 *
 * @param installationId of the database that was counted
 * @param topicId the count is for this topic id and no other
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Census(
    long revision,
    @JsonProperty("installation_id") String installationId,
    @JsonProperty("topic_id") String topicId,
    int partitions,
    long keys,
    @JsonProperty("counted_at") String countedAt) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Census of(
      long revision, String installationId, ObservedTopic topic, long keys, Instant now) {
    return new Census(
        revision, installationId, topic.topicId(), topic.partitions(), keys, now.toString());
  }

  /** Empty where the record cannot be read; the next census replaces it. */
  static Optional<Census> read(byte @Nullable [] value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      Census read = JSON.readValue(value, Census.class);
      return read == null || read.installationId == null || read.topicId == null
          ? Optional.empty()
          : Optional.of(read);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
