package net.hostedmtasts.controlplane.configuration;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration of a domain; no broker runs, and every change is taken all the same. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class MtaStsResourceTest {
  private static final String NEVER = "\"0\"";

  private String admin = "";
  private String name = "";
  private String path = "";

  @BeforeEach
  void domain() {
    admin = newTenant();
    name = "d" + UUID.randomUUID() + ".example";
    path = "/api/v1/domains/" + name + "/mta-sts";
    as(admin).body("{\"name\": \"" + name + "\"}").post("/api/v1/domains").then().statusCode(201);
  }

  private static String pinned(String mode, String... patterns) {
    return "{\"mode\": \"%s\", \"max_age\": 604800, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"%s\"]}, \"acknowledge\": [\"enforce-early\", \"zone-not-resolving\"]}"
        .formatted(mode, String.join("\", \"", patterns));
  }

  /** A check has seen both CNAME records: the pair's tests show that one does. */
  private void delegated() {
    Services.delegated(name);
  }

  private ValidatableResponse disable(String etag) {
    return as(admin).header("If-Match", etag).delete(path + "?confirm=" + name).then();
  }

  private ValidatableResponse put(String etag, String body) {
    return as(admin).header("If-Match", etag).body(body).put(path).then();
  }

  private ValidatableResponse get() {
    return as(admin).get(path).then().statusCode(200);
  }

  private String etag() {
    return get().extract().header("ETag");
  }

  private void assertUnchanged() {
    get()
        .header("ETag", equalTo(NEVER))
        .body("status", equalTo("inactive"))
        .body("mode", nullValue());
    as(admin).get(path + "/versions").then().statusCode(200).body("items", empty());
    assertThat(
            Services.count("publication where topic = 'mta-sts.policies' and key = '" + name + "'"))
        .isZero();
  }

  @Test
  void never_configured_is_inactive_with_an_etag() {
    get()
        .header("ETag", equalTo(NEVER))
        .body("status", equalTo("inactive"))
        .body("mode", nullValue())
        .body("policy", nullValue())
        .body("findings", empty());
  }

  @Test
  void a_domain_whose_cnames_were_not_seen_is_verified_first_and_publishes_nothing() {
    put(NEVER, pinned("testing", "mx1.example.com"))
        .statusCode(200)
        .body("status", equalTo("verifying"))
        .body("policy", nullValue())
        .body("rollout.steps[0].step", equalTo("cnames_seen"))
        .body("rollout.steps[0].at", nullValue())
        .body("rollout.waiting_for", notNullValue());
    assertThat(Services.count("publication where key = '" + name + "'")).isZero();
  }

  @Test
  void the_first_policy_is_one_for_testing_unless_the_owner_acknowledges() {
    String enforce =
        "{\"mode\": \"enforce\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"mx.example.com\"]}}";
    problem(put(NEVER, enforce), Reason.ACKNOWLEDGEMENT_REQUIRED)
        // No resolver answers here, so it is not known what the policy has to cover.
        .body("findings.code", contains("enforce-early", "zone-not-resolving"))
        .body("field", equalTo("/acknowledge"));
    assertUnchanged();
    put(NEVER, pinned("enforce", "mx.example.com")).statusCode(200);
    as(admin)
        .get("/api/v1/audit?domain=" + name)
        .then()
        .body(
            "items[0].details.acknowledged",
            equalTo("enforce-early " + name + ", zone-not-resolving " + name));
  }

  @Test
  void an_unknown_acknowledgement_is_a_bad_value() {
    put(NEVER, pinned("enforce", "mx.example.com").replace("enforce-early", "whatever"))
        .statusCode(400);
    assertUnchanged();
  }

  @Test
  void disabling_names_the_domain_once_more() {
    put(NEVER, pinned("testing", "mx.example.com"));
    problem(as(admin).header("If-Match", "*").delete(path).then(), Reason.INVALID_REQUEST)
        .body("field", equalTo("confirm"));
    problem(
        as(admin).header("If-Match", "*").delete(path + "?confirm=other.example").then(),
        Reason.INVALID_REQUEST);
    get().body("status", equalTo("verifying"));
  }

  @Test
  void put_saves_and_enables_and_the_publication_row_is_there() {
    delegated();
    put(NEVER, pinned("testing", "mx1.example.com", "*.mail.example.net"))
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("status", equalTo("verifying"))
        .body("mode", equalTo("testing"))
        .body("max_age", equalTo(604_800))
        .body("mx.source", equalTo("pinned"))
        .body("mx.patterns", contains("mx1.example.com", "*.mail.example.net"))
        .body("policy.id", notNullValue())
        .body(
            "policy.document",
            equalTo(
                "version: STSv1\r\nmode: testing\r\nmx: mx1.example.com\r\nmx: *.mail.example.net\r\nmax_age: 604800\r\n"));
    assertThat(
            Services.count(
                "publication where served and topic = 'mta-sts.policies' and key = '" + name + "'"))
        .isEqualTo(1);
    assertThat(Services.count("publication_history where key = '" + name + "'")).isEqualTo(1);
    as(admin)
        .get("/api/v1/audit?domain=" + name)
        .then()
        .body("items.action", contains("mta-sts-configured", "domain-added"));
  }

  @Test
  void the_same_put_twice_keeps_etag_id_and_revision() {
    delegated();
    String first = put(NEVER, pinned("testing", "mx.example.com")).extract().asString();
    put("\"1\"", pinned("testing", "mx.example.com"))
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("policy.id", equalTo(JsonPath.from(first).get("policy.id")))
        .body("policy.revision", equalTo(JsonPath.from(first).get("policy.revision")));
    as(admin).get(path + "/versions").then().body("items", hasSize(1));
  }

  @Test
  void a_change_needs_the_version_that_was_seen() {
    problem(
        as(admin).body(pinned("testing", "mx.example.com")).put(path).then(),
        Reason.PRECONDITION_REQUIRED);
    problem(put("\"7\"", pinned("testing", "mx.example.com")), Reason.STALE_VERSION);
    problem(as(admin).delete(path + "?confirm=" + name).then(), Reason.PRECONDITION_REQUIRED);
    problem(disable("\"7\""), Reason.STALE_VERSION);
    assertUnchanged();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"mode\": \"off\", \"max_age\": 86400, \"mx\": {\"source\": \"auto\"}}",
        "{\"mode\": \"testing\", \"max_age\": 86401, \"mx\": {\"source\": \"auto\"}}",
        "{\"mode\": \"testing\", \"max_age\": \"86400\", \"mx\": {\"source\": \"auto\"}}",
        "{\"mode\": \"testing\", \"max_age\": 86400}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"dns\"}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\"}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": []}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [null]}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"*\"]}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"mx.*.com\"]}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"192.0.2.1\"]}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"a.example\", \"A.example\"]}}",
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"a.example\"]}, \"x\": 1}",
      })
  void a_bad_value_is_a_problem_and_changes_nothing(String body) {
    ValidatableResponse answer = put(NEVER, body);
    answer.statusCode(400).contentType("application/problem+json");
    assertThat((String) answer.extract().path("type"))
        .isIn(Reason.INVALID_REQUEST.type(), Reason.INVALID_VALUE.type());
    as(admin).body(body).post(path + "/preview").then().statusCode(400);
    assertUnchanged();
  }

  @Test
  void a_preview_shows_the_document_and_changes_nothing() {
    as(admin)
        .body(pinned("enforce", "mx.example.com"))
        .post(path + "/preview")
        .then()
        .statusCode(200)
        .body(
            "document",
            equalTo("version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n"))
        .body("diff.change", hasItem("added"))
        .body("warnings.code", contains("enforce-early", "zone-not-resolving"));
    assertUnchanged();

    delegated();
    put(NEVER, pinned("enforce", "mx.example.com"));
    as(admin)
        .body(pinned("testing", "mx2.example.com"))
        .post(path + "/preview")
        .then()
        .statusCode(200)
        .body(
            "diff.line",
            contains("mode: enforce", "mx: mx.example.com", "mode: testing", "mx: mx2.example.com"))
        .body("warnings.code", contains("mx-removed", "mx-added-late", "enforce-held"));
    get().header("ETag", equalTo("\"1\"")).body("mode", equalTo("enforce"));
  }

  @Test
  void disabling_what_no_sender_has_seen_withdraws_it_at_once() {
    delegated();
    put(NEVER, pinned("testing", "mx.example.com"));
    disable("\"1\"")
        .statusCode(200)
        .header("ETag", equalTo("\"2\""))
        .body("status", equalTo("inactive"))
        .body("mode", equalTo("testing"))
        .body("policy", nullValue())
        .body("winding_down_until", nullValue());
    disable("\"2\"").statusCode(200).header("ETag", equalTo("\"2\""));
    put("\"2\"", pinned("testing", "mx.example.com"))
        .statusCode(200)
        .header("ETag", equalTo("\"3\""))
        .body("status", equalTo("verifying"));
    as(admin)
        .get("/api/v1/audit?domain=" + name)
        .then()
        .body(
            "items.action",
            contains(
                "mta-sts-configured", "mta-sts-disabled", "mta-sts-configured", "domain-added"));
  }

  @Test
  void an_enabled_domain_cannot_be_removed() {
    put(NEVER, pinned("testing", "mx.example.com"));
    problem(as(admin).delete("/api/v1/domains/" + name).then(), Reason.NOT_INACTIVE);
    disable("*").statusCode(200);
    as(admin).delete("/api/v1/domains/" + name).then().statusCode(204);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"mode": "testing", "max_age": 9999999999999999999999, "mx": {"source": "auto"}}                  | /max_age
          {"mode": "testing", "max_age": 86401, "mx": {"source": "auto"}}                                   | /max_age
          {"mode": "testing", "max_age": 86400, "mx": {"source": "pinned"}}                                 | /mx/patterns
          {"mode": "testing", "max_age": 86400, "mx": {"source": "pinned", "patterns": ["a.b", "A.b"]}}     | /mx/patterns
          """)
  void a_value_that_breaks_a_rule_is_refused_with_its_field(String body, String field) {
    problem(put(NEVER, body), Reason.INVALID_VALUE).body("field", equalTo(field));
    problem(as(admin).body(body).post(path + "/preview").then(), Reason.INVALID_VALUE)
        .body("field", equalTo(field));
    assertUnchanged();
  }

  @Test
  void a_version_with_warnings_is_restored_by_whoever_acknowledges_them() {
    put(NEVER, pinned("enforce", "mx.example.com")).statusCode(200);
    put("\"1\"", pinned("testing", "mx.example.com")).statusCode(200);
    problem(
            as(admin).header("If-Match", "\"2\"").post(path + "/versions/1/restore").then(),
            Reason.ACKNOWLEDGEMENT_REQUIRED)
        .body("findings.code", contains("enforce-early", "zone-not-resolving"));
    String body = "{\"acknowledge\": [\"enforce-early\", \"zone-not-resolving\"]}";
    problem(
            restore("{\"acknowledged\": [\"enforce-early\"]}", UUID.randomUUID()),
            Reason.INVALID_REQUEST)
        .body("field", equalTo("/acknowledged"));
    UUID key = UUID.randomUUID();
    for (int i = 0; i < 2; i++) {
      restore(body, key)
          .statusCode(200)
          .header("ETag", equalTo("\"3\""))
          .body("mode", equalTo("enforce"));
    }
    problem(restore("{\"acknowledge\": []}", key), Reason.IDEMPOTENCY_KEY_REUSED);
    as(admin)
        .get("/api/v1/audit?domain=" + name)
        .then()
        .body(
            "items[0].details.acknowledged",
            equalTo("enforce-early " + name + ", zone-not-resolving " + name));
  }

  private ValidatableResponse restore(String body, UUID key) {
    return as(admin)
        .header("If-Match", "\"2\"")
        .header("Idempotency-Key", key)
        .body(body)
        .post(path + "/versions/1/restore")
        .then();
  }

  @Test
  void a_version_is_restored_without_a_body_and_its_media_type() {
    put(NEVER, pinned("testing", "mx.example.com"));
    put("\"1\"", pinned("testing", "mx2.example.com"));
    given()
        .noContentType()
        .header("Authorization", "Bearer " + admin)
        .header("If-Match", "\"2\"")
        .post(path + "/versions/1/restore")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"3\""));
  }

  @Test
  void versions_say_who_did_what_and_one_of_them_can_be_restored() {
    put(NEVER, pinned("testing", "mx.example.com"));
    put("\"1\"", pinned("enforce", "mx.example.com"));
    as(admin)
        .get(path + "/versions?limit=1")
        .then()
        .statusCode(200)
        .body("items.number", contains(2))
        .body("items.action", contains("configured"))
        .body("items.mode", contains("enforce"))
        .body("items[0].actor", notNullValue())
        .body("next", notNullValue());
    as(admin).get(path + "/versions/1").then().statusCode(200).body("mode", equalTo("testing"));
    problem(as(admin).get(path + "/versions/9").then(), Reason.NOT_FOUND);
    as(admin).get(path + "/versions/0").then().statusCode(400);

    RequestSpecification restore = as(admin);
    problem(restore.post(path + "/versions/1/restore").then(), Reason.PRECONDITION_REQUIRED);
    problem(
        as(admin).header("If-Match", "\"1\"").post(path + "/versions/1/restore").then(),
        Reason.STALE_VERSION);
    problem(
        as(admin).header("If-Match", "\"2\"").post(path + "/versions/9/restore").then(),
        Reason.NOT_FOUND);
    assertThat(etag()).isEqualTo("\"2\"");

    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      as(admin)
          .header("If-Match", "\"2\"")
          .header("Idempotency-Key", key)
          .post(path + "/versions/1/restore")
          .then()
          .statusCode(200)
          .header("ETag", equalTo("\"3\""))
          .body("mode", equalTo("testing"));
    }
    as(admin)
        .get(path + "/versions")
        .then()
        .body("items.action", contains("restored", "configured", "configured"));
  }
}
