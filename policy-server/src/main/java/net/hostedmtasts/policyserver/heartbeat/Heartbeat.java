package net.hostedmtasts.policyserver.heartbeat;

import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.topic.Applied;
import net.hostedmtasts.policyserver.topic.EdgeReport;
import net.hostedmtasts.policyserver.topic.EdgeState;
import net.hostedmtasts.policyserver.topic.Unreadable;

/** The value as it is written: deploy/contract/schemas/heartbeat.json. */
record Heartbeat(
    EdgeState state,
    String version,
    String zoneSettings,
    List<String> sealingKeyIds,
    Map<String, Integer> entries,
    Map<String, Unreadable> unreadable,
    Map<String, Applied> applied) {

  static Heartbeat of(
      EdgeReport report, String version, String zoneSettings, List<String> sealingKeyIds) {
    return new Heartbeat(
        report.state(),
        version,
        zoneSettings,
        sealingKeyIds,
        report.entries(),
        report.unreadable(),
        report.applied());
  }
}
