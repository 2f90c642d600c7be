package net.hostedmtasts.controlplane.configuration;

/** Examples in the API document. */
final class Examples {
  static final String CONFIGURATION =
      """
      {"mode": "testing", "max_age": 604800, "mx": {"source": "pinned", "patterns": ["mx1.example.com", "*.mail.example.net"]}}
      """;
  static final String MTA_STS =
      """
      {"status": "active", "status_since": "2026-11-24T05:06:07Z", "mode": "testing", "max_age": 604800,
       "mx": {"source": "pinned", "patterns": ["mx1.example.com"], "hosts": []},
       "policy": {"id": "20261124050607123456", "revision": 1795500000000000,
        "document": "version: STSv1\\r\\nmode: testing\\r\\nmx: mx1.example.com\\r\\nmax_age: 604800\\r\\n"}, "findings": [],
       "cnames": [{"name": "mta-sts.example.com", "expected": "mfrggzdfmztwq2lknnwg23tpoa.policy.mta-sts-host.test", "state": "seen"},
         {"name": "_mta-sts.example.com", "expected": "mfrggzdfmztwq2lknnwg23tpoa._mta-sts.mta-sts-host.test", "state": "seen"}],
       "checked_at": "2026-11-24T05:06:08Z", "next_check_at": "2026-11-24T06:06:08Z",
       "rollout": {"policy_revision": 1795500000000000, "id": "20261124050607123456",
        "steps": [{"step": "cnames_seen", "at": "2026-11-24T05:06:05Z"}], "live_on": 2, "of": 2, "edges": []}}
      """;
  static final String PREVIEW =
      """
      {"document": "version: STSv1\\r\\nmode: enforce\\r\\nmx: mx1.example.com\\r\\nmax_age: 604800\\r\\n",
       "diff": [{"change": "removed", "line": "mode: testing"}, {"change": "added", "line": "mode: enforce"}], "warnings": []}
      """;
  static final String VERSION =
      """
      {"number": 3, "actor": "deploy", "changed_at": "2026-11-24T05:06:07Z", "action": "configured", "mode": "testing",
       "max_age": 604800, "mx": {"source": "auto", "patterns": [], "hosts": ["mx1.example.com"]}}
      """;
  static final String VERSIONS = "{\"items\": [" + VERSION + "]}";

  static final String ACKNOWLEDGED =
      """
      {"acknowledge": ["enforce-early"]}
      """;

  private Examples() {}
}
