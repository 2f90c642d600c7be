package net.hostedmtasts.policyserver.topic;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code mta-sts.census}: key is the name of the topic counted. */
@Singleton
public final class CensusTopic implements Topic<Census> {
  /** The topic's name. */
  public static final String NAME = "mta-sts.census";

  /** The value as it is written: deploy/contract/schemas/census.json. */
  record Written(
      @Nullable Long revision,
      @Nullable String topicId,
      @Nullable Integer partitions,
      @Nullable Integer keys) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Census read(String key, byte[] value, Instant sentAt) throws UnreadableRecord {
    Written written = TopicJson.read(value, Written.class);
    if (written.revision() == null
        || written.topicId() == null
        || written.partitions() == null
        || written.keys() == null) {
      throw new UnreadableRecord("revision, topic_id, partitions or keys missing");
    }
    if (written.keys() < 0 || written.partitions() < 1 || written.topicId().length() > 64) {
      throw new UnreadableRecord("keys, partitions or topic_id out of range");
    }
    return new Census(written.revision(), written.topicId(), written.partitions(), written.keys());
  }
}
