package net.hostedmtasts.controlplane.session;

/** Examples of the API document. */
final class SessionExamples {
  static final String SIGN_IN =
      """
      {"token": "mtasts_AbCdEf…"}
      """;
  static final String CHOICE =
      """
      {"tenant": "7d444840-9dc0-11d1-b245-5ffdce74fad2"}
      """;
  static final String VIEW =
      """
      {"name": "Ada Berg", "email": "ada@example.com", "tenant": {"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "name": "Acme"},
        "scope": "admin", "role": "admin", "operator": false,
        "tenants": [{"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "name": "Acme", "role": "admin"}],
        "csrf_token": "AbCdEf…", "expires_at": "2026-12-01T05:06:07.123456Z",
        "sign_out_url": "https://id.example.com/logout?client_id=mta-sts"}
      """;

  private SessionExamples() {}
}
