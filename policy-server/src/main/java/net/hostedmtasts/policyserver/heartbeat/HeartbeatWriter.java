package net.hostedmtasts.policyserver.heartbeat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import net.hostedmtasts.policyserver.certificate.SealingKeys;
import net.hostedmtasts.policyserver.topic.TopicJson;
import net.hostedmtasts.policyserver.topic.edge.EdgeReport;
import net.hostedmtasts.policyserver.zone.ZoneSettingsHash;
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
      ZoneSettingsHash zoneSettings,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.sealingKeys = sealingKeys;
    this.zoneSettings = zoneSettings.hex();
    this.version = version;
  }

  byte[] write(EdgeReport report) {
    return TopicJson.write(heartbeat(report));
  }

  Heartbeat heartbeat(EdgeReport report) {
    return Heartbeat.of(report, version, zoneSettings, sealingKeys.ids());
  }
}
