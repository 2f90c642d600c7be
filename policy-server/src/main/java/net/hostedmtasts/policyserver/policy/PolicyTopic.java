package net.hostedmtasts.policyserver.policy;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.regex.Pattern;
import net.hostedmtasts.policyserver.topic.State;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.TopicJson;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.jspecify.annotations.Nullable;

/** {@code mta-sts.policies}: key is the policy domain, A-labels in lower case. */
@Singleton
public class PolicyTopic implements Topic<HostedPolicy> {
  static final int MAX_DOCUMENT = 64_000;

  /**
   * {@code mta-sts.} in front of it must still be a name of at most 253 octets (RFC 1035, section
   * 2.3.4).
   */
  static final int MAX_DOMAIN = 245;

  private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})+");

  /** The value as it is written: deploy/contract/schemas/policy-changed.json. */
  record PolicyChanged(@Nullable Long revision, @Nullable State state, @Nullable String document) {}

  @Override
  public String name() {
    return "mta-sts.policies";
  }

  @Override
  public HostedPolicy read(String key, byte[] value, Instant sentAt) throws UnreadableRecord {
    if (key.length() > MAX_DOMAIN || !DOMAIN.matcher(key).matches()) {
      throw new UnreadableRecord("key is no policy domain");
    }
    PolicyChanged changed = TopicJson.read(value, PolicyChanged.class);
    if (changed.revision() == null || changed.state() == null) {
      throw new UnreadableRecord("revision or state missing");
    }
    return switch (changed.state()) {
      case SERVED -> new HostedPolicy(changed.revision(), true, document(changed.document()));
      case WITHDRAWN -> HostedPolicy.withdrawn(changed.revision());
    };
  }

  private static String document(@Nullable String document) throws UnreadableRecord {
    if (document == null || document.isEmpty() || document.length() > MAX_DOCUMENT) {
      throw new UnreadableRecord("document missing or not of 1 to " + MAX_DOCUMENT + " characters");
    }
    if (!document.chars().allMatch(PolicyTopic::allowed)) {
      throw new UnreadableRecord("document has characters other than printable ASCII, CR and LF");
    }
    return document;
  }

  private static boolean allowed(int character) {
    return (character >= 0x20 && character <= 0x7e) || character == '\r' || character == '\n';
  }
}
