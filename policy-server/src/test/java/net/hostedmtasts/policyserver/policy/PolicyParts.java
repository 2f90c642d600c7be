package net.hostedmtasts.policyserver.policy;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import net.hostedmtasts.policyserver.certificate.SniKeys;
import net.hostedmtasts.policyserver.challenge.TlsChallenges;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.validation.Validations;

/** The beans of this package, put together by hand. */
public final class PolicyParts {
  private PolicyParts() {}

  /** On 127.0.0.1 and a free port, unless {@code set} says otherwise. */
  public static PolicyListener listener(
      CurrentTables current,
      PolicyTopic topic,
      SniKeys keys,
      TlsChallenges challenges,
      MeterRegistry metrics,
      Map<String, String> set) {
    PolicyListenerSettings settings = settings(set);
    return new PolicyListener(
        settings, connections(settings, current, topic, keys, challenges, metrics));
  }

  static PolicyListenerSettings settings(Map<String, String> set) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "policy.listen-address", "127.0.0.1", "policy.port", "0", "policy.threads", "1"));
    all.putAll(set);
    return TestSettings.of(PolicyListenerSettings.class, all);
  }

  static PolicyConnections connections(
      PolicyListenerSettings settings,
      CurrentTables current,
      PolicyTopic topic,
      SniKeys keys,
      TlsChallenges challenges,
      MeterRegistry metrics) {
    return new PolicyConnections(
        settings,
        new PolicyAnswers(current, topic),
        new PolicyMetrics(metrics),
        new PolicyTls(keys),
        new Validations(challenges, metrics));
  }
}
