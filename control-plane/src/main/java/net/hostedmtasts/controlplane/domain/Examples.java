package net.hostedmtasts.controlplane.domain;

/** Examples in the API document. */
final class Examples {
  static final String DOMAIN_REQUEST =
      """
      {"name": "example.com"}
      """;
  static final String DOMAIN =
      """
      {"name": "example.com", "unicode_name": "example.com", "label": "mfrggzdfmztwq2lknnwg23tpoa", "status": "inactive",
       "records_ready": true, "created_at": "2026-11-24T05:06:07Z", "records": [
        {"purpose": "policy", "name": "mta-sts.example.com.", "type": "CNAME",
         "target": "mfrggzdfmztwq2lknnwg23tpoa.policy.mta-sts-host.test."},
        {"purpose": "txt", "name": "_mta-sts.example.com.", "type": "CNAME",
         "target": "mfrggzdfmztwq2lknnwg23tpoa._mta-sts.mta-sts-host.test."}]}
      """;
  static final String DOMAINS = "{\"items\": [" + DOMAIN + "], \"next\": \"ZXhhbXBsZS5jb20\"}";

  private Examples() {}
}
