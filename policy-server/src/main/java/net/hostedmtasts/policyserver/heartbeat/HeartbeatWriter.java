package net.hostedmtasts.policyserver.heartbeat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import net.hostedmtasts.policyserver.certificate.SealingKeys;
import net.hostedmtasts.policyserver.topic.EdgeReport;
import net.hostedmtasts.policyserver.topic.TopicJson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes heartbeats: what this edge holds, with what it was started with. */
@Singleton
final class HeartbeatWriter {
  private final SealingKeys sealingKeys;
  private final String version;
  private final String zoneSettings;

  @Inject
  HeartbeatWriter(
      SealingKeys sealingKeys,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.sealingKeys = sealingKeys;
    this.version = version;
    this.zoneSettings = "0".repeat(64);
  }

  byte[] write(EdgeReport report) {
    return TopicJson.write(heartbeat(report));
  }

  Heartbeat heartbeat(EdgeReport report) {
    return Heartbeat.of(report, version, zoneSettings, sealingKeys.ids());
  }
}
