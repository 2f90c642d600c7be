package net.hostedmtasts.controlplane.webhook.delivery;

/** Examples of the API document. */
final class DeliveryExamples {
  static final String DELIVERY =
      """
      {"id": "9b0c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "message_id": "evt_17_2c26b46b68ffc68f", "type": "status", "domain": "example.com",
        "event_id": 17, "state": "waiting", "attempts": 1, "created_at": "2026-11-24T05:06:07.123456Z",
        "last_attempt_at": "2026-11-24T05:06:08Z", "next_attempt_at": "2026-11-24T05:06:13Z", "status_code": 503,
        "error": "the receiver answered 503", "duration_ms": 120, "answer": "busy",
        "payload": "{\\"type\\":\\"status\\",\\"timestamp\\":\\"2026-11-24T05:06:07Z\\",\\"data\\":{\\"id\\":17,\\"domain\\":\\"example.com\\",\\"details\\":{}}}"}
      """;
  static final String PING =
      """
      {"id": "9b0c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "message_id": "ping_9b0c6a5e9c1b4b7e8a550f6c1d2e3a4b", "type": "ping",
        "state": "waiting", "attempts": 0, "created_at": "2026-11-24T05:06:07.123456Z", "next_attempt_at": "2026-11-24T05:06:07.123456Z"}
      """;
  static final String DELIVERIES =
      """
      {"items": [{"id": "9b0c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "message_id": "evt_17_2c26b46b68ffc68f", "type": "status",
        "domain": "example.com", "event_id": 17, "state": "delivered", "attempts": 1, "created_at": "2026-11-24T05:06:07.123456Z",
        "last_attempt_at": "2026-11-24T05:06:08Z", "status_code": 204, "duration_ms": 120}]}
      """;

  private DeliveryExamples() {}
}
