package net.hostedmtasts.controlplane.account;

/** Examples of the API document. */
final class AccountExamples {
  static final String TOKEN_REQUEST =
      """
      {"name": "deploy", "scope": "write", "expires_at": "2099-01-01T00:00:00Z"}
      """;
  static final String NEW_TOKEN =
      """
      {"id": "3b241101-e2bb-4255-8caf-4136c566a962", "name": "deploy", "scope": "write", "created_at": "2026-11-24T05:06:07.123456Z",
        "expires_at": "2099-01-01T00:00:00Z", "token": "mtasts_AbCdEf…"}
      """;
  static final String TOKENS =
      """
      {"items": [{"id": "3b241101-e2bb-4255-8caf-4136c566a962", "name": "deploy", "scope": "write",
        "created_at": "2026-11-24T05:06:07.123456Z", "expires_at": "2099-01-01T00:00:00Z", "last_used_at": "2026-11-25T08:00:00.5Z"}],
        "next": "MjAyNi0xMS0yNFQwNTowNjowNy4xMjM0NTZa"}
      """;
  static final String TENANT_REQUEST =
      """
      {"name": "Acme"}
      """;
  static final String NEW_TENANT =
      """
      {"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "name": "Acme", "operator": false, "created_at": "2026-11-24T05:06:07.123456Z",
        "first_token": {"id": "3b241101-e2bb-4255-8caf-4136c566a962", "name": "first", "scope": "admin",
          "created_at": "2026-11-24T05:06:07.123456Z", "token": "mtasts_AbCdEf…"}}
      """;
  static final String TENANTS =
      """
      {"items": [{"id": "7d444840-9dc0-11d1-b245-5ffdce74fad2", "name": "Acme", "operator": false,
        "created_at": "2026-11-24T05:06:07.123456Z"}]}
      """;

  static final String MEMBER_REQUEST =
      """
      {"email": "ada@example.com", "role": "editor"}
      """;
  static final String ROLE_REQUEST =
      """
      {"role": "viewer"}
      """;
  static final String MEMBER =
      """
      {"id": "2f1c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "name": "Ada Berg", "email": "ada@example.com", "role": "editor", "invited": false,
        "by_provider": false, "created_at": "2026-11-24T05:06:07.123456Z", "signed_in_at": "2026-11-25T08:00:00.5Z"}
      """;
  static final String MEMBERS =
      """
      {"items": [{"id": "2f1c6a5e-9c1b-4b7e-8a55-0f6c1d2e3a4b", "email": "ada@example.com", "role": "editor", "invited": true,
        "by_provider": false, "created_at": "2026-11-24T05:06:07.123456Z"}]}
      """;

  private AccountExamples() {}
}
