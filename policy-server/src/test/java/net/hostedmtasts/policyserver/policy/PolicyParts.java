package net.hostedmtasts.policyserver.policy;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import net.hostedmtasts.policyserver.certificate.SniKeys;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.topic.CurrentTables;

/** The beans of this package, put together by hand. */
public final class PolicyParts {
  private PolicyParts() {}

  /** On 127.0.0.1 and a free port, unless {@code set} says otherwise. */
  public static PolicyListener listener(
      CurrentTables current,
      PolicyTopic topic,
      SniKeys keys,
      MeterRegistry metrics,
      Map<String, String> set) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "policy.listen-address", "127.0.0.1", "policy.port", "0", "policy.threads", "1"));
    all.putAll(set);
    PolicyListenerSettings settings = TestSettings.of(PolicyListenerSettings.class, all);
    return new PolicyListener(
        settings,
        new PolicyConnections(
            settings,
            new PolicyAnswers(current, topic),
            new PolicyMetrics(metrics),
            new PolicyTls(keys)));
  }
}
