package net.hostedmtasts.policyserver.challenge;

import java.time.Clock;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Topic;

/** The beans of this package, put together by hand. */
public final class ChallengeParts {
  private final ChallengeTopic topic = new ChallengeTopic();

  public Topic<?> topic() {
    return topic;
  }

  public TlsChallenges overTls(CurrentTables current, Clock clock) {
    return new TlsChallenges(current, topic, clock);
  }
}
