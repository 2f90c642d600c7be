package net.hostedmtasts.policyserver.zone;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.regex.Pattern;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.TopicJson;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.jspecify.annotations.Nullable;

/** {@code mta-sts.records}: key is the delegation label. */
@Singleton
public class RecordTopic implements Topic<HostedRecord> {
  /** 128 bits in base32 without padding. */
  static final int LABEL_LENGTH = 26;

  private static final Pattern LABEL = Pattern.compile("[a-z2-7]{" + LABEL_LENGTH + "}");

  private final PolicyTopic policies;
  private final CaaSets caaSets = new CaaSets();

  RecordTopic(PolicyTopic policies) {
    this.policies = policies;
  }

  @Override
  public String name() {
    return "mta-sts.records";
  }

  @Override
  public HostedRecord read(String key, byte[] value, Instant sentAt) throws UnreadableRecord {
    if (!LABEL.matcher(key).matches()) {
      throw new UnreadableRecord("key is no delegation label");
    }
    return TopicJson.read(value, RecordChanged.class).toRecord(caaSets);
  }

  /** A new TXT may name a policy that is not here yet: what was answered until now is kept. */
  @Override
  public HostedRecord replace(@Nullable HostedRecord held, HostedRecord received, Tables tables) {
    if (held instanceof HostedRecord.Served before && received instanceof HostedRecord.Served now) {
      return now.after(before.answered(tables, policies));
    }
    return received;
  }
}
