package net.hostedmtasts.controlplane.publication;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as it was seen in a topic.
 *
 * @param revision 0 where the record cannot be read: it is older than everything
 * @param policyRevision of a label's record, the policy revision that its id belongs to; 0 without
 *     an id
 * @param offset where it stands; an edge has it once its applied offset is greater
 * @param keyId of a certificate's record, the key that its private key is sealed with; else ""
 */
public record Observed(
    long revision, boolean served, long policyRevision, int partition, long offset, String keyId) {
  /** Readers treat a revision from here on as unreadable (deploy/contract). */
  static final long REVISION_LIMIT = 1L << 53;

  private static final Pattern LABEL = Pattern.compile("[a-z2-7]{26}");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A record in which nothing is sealed. */
  Observed(long revision, boolean served, long policyRevision, int partition, long offset) {
    this(revision, served, policyRevision, partition, offset, "");
  }

  /** What the edges could not read is unreadable here too: it serves nothing. */
  static Observed of(PublishedTopic topic, ConsumerRecord<String, byte[]> read) {
    try {
      JsonNode message = JSON.readTree(read.value());
      return hasAll(topic, read.key(), message)
          ? of(message, read.partition(), read.offset())
          : unreadable(read.partition(), read.offset());
    } catch (IOException e) {
      return unreadable(read.partition(), read.offset());
    }
  }

  private static Observed of(JsonNode message, int partition, long offset) {
    JsonNode revision = message.path("revision");
    String state = message.path("state").asText();
    boolean served = state.equals("served");
    if (!revision.isIntegralNumber()
        || !revision.canConvertToLong()
        || revision.asLong() < 1
        || revision.asLong() >= REVISION_LIMIT
        || !(served || state.equals("withdrawn"))) {
      return unreadable(partition, offset);
    }
    long policyRevision = message.path("mta_sts").path("policy_revision").asLong();
    // The same few ids stand in every record.
    String keyId = message.path("key_id").asText("").intern();
    return new Observed(revision.asLong(), served, policyRevision, partition, offset, keyId);
  }

  /** The fields that a served key must have (deploy/contract/schemas). */
  private static boolean hasAll(PublishedTopic topic, String key, JsonNode message) {
    boolean withdrawn = message.path("state").asText().equals("withdrawn");
    return switch (topic) {
      case POLICIES ->
          withdrawn || (message.path("mode").isTextual() && message.path("document").isTextual());
      case RECORDS ->
          LABEL.matcher(key).matches()
              && (withdrawn
                  || (message.path("address_ttl").isIntegralNumber()
                      && message.path("caa").isArray()
                      && message.path("caa_ttl").isIntegralNumber()));
      case CERTIFICATES ->
          key.startsWith("mta-sts.")
              && (withdrawn
                  || (message.path("chain").isArray()
                      && message.path("sealed_key").isTextual()
                      && message.path("key_id").isTextual()
                      && message.path("not_after").isTextual()));
    };
  }

  private static Observed unreadable(int partition, long offset) {
    return new Observed(0, false, 0, partition, offset);
  }

  boolean readable() {
    return revision > 0;
  }
}
