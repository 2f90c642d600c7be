package net.hostedmtasts.policyserver.challenge;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import org.jspecify.annotations.Nullable;

/** The challenges that can be answered over HTTP now. */
@Singleton
final class Challenges {
  private final CurrentTables current;
  private final ChallengeTopic topic;
  private final Clock clock;

  @Inject
  Challenges(CurrentTables current, ChallengeTopic topic) {
    this(current, topic, Clock.systemUTC());
  }

  Challenges(CurrentTables current, ChallengeTopic topic, Clock clock) {
    this.current = current;
    this.topic = topic;
    this.clock = clock;
  }

  /**
   * The body for {@code token}, only for the policy host it was made for.
   *
   * @param host the Host header: in any letter case, with any port
   */
  Optional<String> keyAuthorization(String token, @Nullable String host) {
    return Optional.ofNullable(current.tables().get(topic, token))
        .filter(challenge -> challenge.type() == ChallengeType.HTTP_01)
        .filter(challenge -> host != null && challenge.policyHost().equals(withoutPort(host)))
        .filter(challenge -> !challenge.expired(clock.instant()))
        .map(Challenge::keyAuthorization);
  }

  private static String withoutPort(String host) {
    int colon = host.indexOf(':');
    String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
