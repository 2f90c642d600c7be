package net.hostedmtasts.controlplane.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was seen in a topic.
 *
 * @param revision 0 where the record cannot be read: it is older than everything
 * @param policyRevision of a label's record, the policy revision that its id belongs to; 0 without
 *     an id
 * @param offset where it stands; an edge has it once its applied offset is greater
 */
public record Observed(
    long revision, boolean served, long policyRevision, int partition, long offset) {
  /** Readers treat a revision from here on as unreadable (deploy/contract). */
  static final long REVISION_LIMIT = 1L << 53;

  private static final ObjectMapper JSON = new ObjectMapper();

  static Observed of(ConsumerRecord<String, byte[]> read) {
    byte @Nullable [] value = read.value();
    try {
      return of(
          JSON.readTree(value == null ? new byte[0] : value), read.partition(), read.offset());
    } catch (IOException e) {
      return unreadable(read.partition(), read.offset());
    }
  }

  private static Observed of(JsonNode message, int partition, long offset) {
    JsonNode revision = message.path("revision");
    String state = message.path("state").asText();
    boolean served = state.equals("served");
    if (!revision.canConvertToLong()
        || revision.asLong() < 1
        || revision.asLong() >= REVISION_LIMIT
        || !(served || state.equals("withdrawn"))) {
      return unreadable(partition, offset);
    }
    long policyRevision = message.path("mta_sts").path("policy_revision").asLong();
    return new Observed(revision.asLong(), served, policyRevision, partition, offset);
  }

  private static Observed unreadable(int partition, long offset) {
    return new Observed(0, false, 0, partition, offset);
  }

  boolean readable() {
    return revision > 0;
  }
}
