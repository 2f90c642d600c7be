package net.hostedmtasts.controlplane.overview;

/** Examples in the API document. */
final class Examples {
  static final String DOMAIN_REQUEST =
      """
      {"name": "example.com"}
      """;
  static final String DOMAIN =
      """
      {"name": "example.com", "unicode_name": "example.com", "label": "mfrggzdfmztwq2lknnwg23tpoa", "status": "active",
       "records_ready": true, "created_at": "2026-11-24T05:06:07Z", "mode": "testing", "mx_covered": true,
       "certificate_not_after": "2027-02-22T05:06:07Z", "last_check_at": "2026-11-25T05:06:07Z",
       "tags": ["customer-a"], "findings": {"error": 0, "warning": 1, "info": 0}, "records": [
        {"purpose": "policy", "name": "mta-sts.example.com.", "type": "CNAME",
         "target": "mfrggzdfmztwq2lknnwg23tpoa.policy.mta-sts-host.test."},
        {"purpose": "txt", "name": "_mta-sts.example.com.", "type": "CNAME",
         "target": "mfrggzdfmztwq2lknnwg23tpoa._mta-sts.mta-sts-host.test."}]}
      """;
  static final String TAGS_REQUEST =
      """
      {"tags": ["customer-a", "shop"]}
      """;
  static final String TAGS =
      """
      {"items": [{"tag": "customer-a", "domains": 12}], "next": "Y3VzdG9tZXItYQ"}
      """;
  static final String BULK_REQUEST =
      """
      {"domains": ["example.com", "example.org", "example"], "tags": ["customer-a"]}
      """;
  static final String BULK =
      """
      {"results": [
        {"domain": "example.com", "outcome": "added"},
        {"domain": "example.org", "outcome": "exists", "problem": {"type": "/problems/domain-exists",
         "title": "The domain is there already", "status": 409, "detail": "example.org has been added already."}},
        {"domain": "example", "outcome": "refused", "problem": {"type": "/problems/invalid-value",
         "title": "A value breaks a rule", "status": 400, "detail": "example is not a valid domain: a name below a public suffix."}}]}
      """;
  static final String DOMAINS = "{\"items\": [" + DOMAIN + "], \"next\": \"ZXhhbXBsZS5jb20\"}";

  private Examples() {}
}
