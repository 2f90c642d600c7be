package net.hostedmtasts.policyserver.heartbeat;

import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.topic.Unreadable;
import net.hostedmtasts.policyserver.topic.broker.Applied;
import net.hostedmtasts.policyserver.topic.edge.EdgeReport;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;

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
