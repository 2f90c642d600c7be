package net.hostedmtasts.policyserver.challenge;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.regex.Pattern;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.TopicJson;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.jspecify.annotations.Nullable;

/** {@code mta-sts.challenges}: key is the token, for the one type with its name before it. */
@Singleton
final class ChallengeTopic implements Topic<Challenge> {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,267}");
  private static final Pattern KEY_AUTHORIZATION = Pattern.compile("[A-Za-z0-9_.-]{1,512}");
  private static final Pattern HOST = Pattern.compile("[a-z0-9._-]{1,253}");

  /** The value as it is written: deploy/contract/schemas/challenge.json. */
  record Written(
      @Nullable ChallengeType type,
      @Nullable String policyHost,
      @Nullable String keyAuthorization) {
    @Override
    public String toString() {
      return "Written[type=" + type + "]";
    }
  }

  @Override
  public String name() {
    return "mta-sts.challenges";
  }

  @Override
  public CleanUp cleanUp() {
    return CleanUp.COMPACT_AND_DELETE;
  }

  @Override
  public Challenge read(String key, byte[] value, Instant sentAt) throws UnreadableRecord {
    Written written = TopicJson.read(value, Written.class);
    require(key, KEY, "key is no token, with a type before it or without");
    return new Challenge(
        written.type() == null ? ChallengeType.HTTP_01 : written.type(),
        require(written.policyHost(), HOST, "policy_host missing or no host name"),
        require(
            written.keyAuthorization(),
            KEY_AUTHORIZATION,
            "key_authorization missing or of other characters"),
        sentAt);
  }

  private static String require(@Nullable String value, Pattern syntax, String otherwise)
      throws UnreadableRecord {
    if (value == null || !syntax.matcher(value).matches()) {
      throw new UnreadableRecord(otherwise);
    }
    return value;
  }

  /** Over TLS a CA asks by host; by token it asks over HTTP. */
  @Override
  public @Nullable String alias(Challenge held) {
    return held.type() == ChallengeType.TLS_ALPN_01 ? held.policyHost() : null;
  }

  @Override
  public boolean expired(Challenge held, Instant now) {
    return held.expired(now);
  }
}
