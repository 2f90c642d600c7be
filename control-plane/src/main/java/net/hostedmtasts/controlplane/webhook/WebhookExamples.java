package net.hostedmtasts.controlplane.webhook;

/** Examples of the API document. */
final class WebhookExamples {
  static final String REQUEST =
      """
      {"url": "https://hooks.example.com/mta-sts", "description": "to the pager", "event_types": ["status", "certificate-at-risk"]}
      """;
  static final String CHANGE =
      """
      {"event_types": ["status"], "enabled": true}
      """;
  static final String WEBHOOK =
      """
      {"id": "5f0c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "url": "https://hooks.example.com/mta-sts", "description": "to the pager",
        "event_types": ["status", "certificate-at-risk"], "enabled": true,
        "created_at": "2026-11-24T05:06:07.123456Z", "changed_at": "2026-11-24T05:06:07.123456Z"}
      """;
  static final String NEW_SECRET =
      """
      {"id": "5f0c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "url": "https://hooks.example.com/mta-sts", "description": "to the pager",
        "event_types": ["status", "certificate-at-risk"], "enabled": true,
        "created_at": "2026-11-24T05:06:07.123456Z", "changed_at": "2026-11-24T05:06:07.123456Z", "secret": "whsec_AbCdEf…"}
      """;
  static final String WEBHOOKS =
      """
      {"items": [{"id": "5f0c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "url": "https://hooks.example.com/mta-sts", "description": "",
        "event_types": ["status"], "enabled": false, "disabled_because": "gone",
        "created_at": "2026-11-24T05:06:07.123456Z", "changed_at": "2026-11-25T05:06:07.123456Z"}]}
      """;

  private WebhookExamples() {}
}
