package net.hostedmtasts.policyserver.challenge;

import net.hostedmtasts.policyserver.topic.Topic;

/** The beans of this package, put together by hand. */
public final class ChallengeParts {
  private ChallengeParts() {}

  public static Topic<?> topic() {
    return new ChallengeTopic();
  }
}
