package net.hostedmtasts.policyserver.zone;

import java.util.Map;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.Topic;

/** The beans of this package that an edge without DNS needs, put together by hand. */
public final class ZoneParts {
  private ZoneParts() {}

  public static Topic<?> records(PolicyTopic policies) {
    return new RecordTopic(policies);
  }

  public static ZoneSettingsHash settingsHash() {
    return new ZoneSettingsHash(
        TestSettings.of(
            ZoneSettings.class,
            Map.of("zone.name", "mta-sts-host.test", "zone.addresses", "127.0.0.1")));
  }
}
