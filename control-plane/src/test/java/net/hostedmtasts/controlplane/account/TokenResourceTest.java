package net.hostedmtasts.controlplane.account;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.newToken;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class TokenResourceTest {
  private String admin = "";

  @BeforeEach
  void tenant() {
    admin = newTenant();
  }

  @Test
  void a_secret_is_shown_once_and_the_token_works() {
    String location =
        as(admin)
            .body(Map.of("name", "deploy", "scope", "read"))
            .post("/api/v1/tokens")
            .then()
            .statusCode(201)
            .body("token", startsWith("mtasts_"))
            .body("scope", equalTo("read"))
            .body("created_at", notNullValue())
            .body("expires_at", nullValue())
            .extract()
            .header("Location");
    assertThat(location).contains("/api/v1/tokens/");
    as(admin)
        .get("/api/v1/tokens")
        .then()
        .statusCode(200)
        .body("items", hasSize(2))
        .body("items[1].name", equalTo("deploy"))
        .body("items[1].token", nullValue())
        .body("items[1].hash", nullValue());
  }

  @Test
  void last_use_is_shown() {
    as(admin).get("/api/v1/tokens").then().statusCode(200);
    as(admin).get("/api/v1/tokens").then().body("items[0].last_used_at", notNullValue());
  }

  @Test
  void a_deleted_token_is_refused_at_once() {
    String token = newToken(admin, "read");
    as(token).get("/api/v1/audit").then().statusCode(200);
    String id = as(admin).get("/api/v1/tokens").then().extract().path("items[1].id");
    as(admin).delete("/api/v1/tokens/" + id).then().statusCode(204);
    problem(as(token).get("/api/v1/audit").then(), Reason.UNAUTHENTICATED);
  }

  @Test
  void an_expired_token_is_refused() {
    String token =
        as(admin)
            .body(
                Map.of(
                    "name",
                    "short",
                    "scope",
                    "read",
                    "expires_at",
                    Instant.now().plusMillis(1500).toString()))
            .post("/api/v1/tokens")
            .then()
            .statusCode(201)
            .extract()
            .path("token");
    as(token).get("/api/v1/audit").then().statusCode(200);
    await().until(() -> as(token).get("/api/v1/audit").statusCode() == 401);
  }

  @ParameterizedTest
  @CsvSource({
    "9999-12-31T23:59:59Z,      9999-12-31T23:59:59Z",
    "2099-01-01t01:00:00.5+01:00, 2099-01-01T00:00:00.500Z"
  })
  void an_expiry_has_a_year_of_four_digits_as_in_rfc_3339(String given, String shown) {
    as(admin)
        .body(Map.of("name", "late", "scope", "read", "expires_at", given))
        .post("/api/v1/tokens")
        .then()
        .statusCode(201)
        .body("expires_at", equalTo(shown));
    as(admin).get("/api/v1/tokens").then().body("items[1].expires_at", equalTo(shown));
  }

  @Test
  void the_last_admin_token_without_expiry_stays() {
    String id = as(admin).get("/api/v1/tokens").then().extract().path("items[0].id");
    problem(as(admin).delete("/api/v1/tokens/" + id).then(), Reason.LAST_ADMIN_TOKEN);
    String other = newToken(admin, "admin");
    as(admin).delete("/api/v1/tokens/" + id).then().statusCode(204);
    as(other).get("/api/v1/tokens").then().statusCode(200).body("items", hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer x",
        "Basic YTpi",
        "Bearer mtasts_0000000000000000000000000000000000000000000"
      })
  void without_a_valid_token_nothing_is_shown(String header) {
    problem(
            (header.isEmpty() ? given() : given().header("Authorization", header))
                .get("/api/v1/tokens")
                .then(),
            Reason.UNAUTHENTICATED)
        .header("WWW-Authenticate", startsWith("Bearer realm="));
  }

  @Test
  void another_scheme_is_told_apart_from_a_bad_token() {
    problem(
            given().header("Authorization", "Basic YTpi").get("/api/v1/tokens").then(),
            Reason.UNAUTHENTICATED)
        .body("detail", containsString("Authorization: Bearer"))
        .header("WWW-Authenticate", equalTo("Bearer realm=\"hosted-mta-sts\""));
  }

  @ParameterizedTest(name = "{1} {2} with scope {0}: {3}")
  @CsvSource({
    "read,  GET,    /api/v1/audit,   200",
    "write, GET,    /api/v1/audit,   200",
    "read,  GET,    /api/v1/tokens,  403",
    "write, GET,    /api/v1/tokens,  403",
    "write, POST,   /api/v1/tokens,  403",
    "write, DELETE, /api/v1/tokens/00000000-0000-0000-0000-000000000000, 403",
    "admin, DELETE, /api/v1/tokens/00000000-0000-0000-0000-000000000000, 404",
    "admin, GET,    /api/v1/tenants, 403",
    "admin, POST,   /api/v1/tenants, 403"
  })
  void a_scope_is_enough_or_not(String scope, String method, String path, int status) {
    String token = newToken(admin, scope);
    var answer =
        as(token)
            .body("{\"name\": \"x\", \"scope\": \"read\"}")
            .request(method, path)
            .then()
            .statusCode(status);
    if (status == 403) {
      problem(answer, Reason.INSUFFICIENT_SCOPE)
          .header("WWW-Authenticate", containsString("error=\"insufficient_scope\""));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "x"}                                       | INVALID_VALUE   | /scope
          {"scope": "read"}                                   | INVALID_VALUE   | /name
          {"name": "x", "scope": "root"}                      | INVALID_VALUE   | /scope
          {"name": "", "scope": "read"}                       | INVALID_VALUE   | /name
          {"name": " x", "scope": "read"}                     | INVALID_VALUE   | /name
          {"name": 5, "scope": "read"}                        | INVALID_REQUEST | /name
          {"name": ["x"], "scope": "read"}                    | INVALID_REQUEST | /name
          {"name": "x", "scope": "read", "expires_at": "2020-01-01T00:00:00Z"} | INVALID_VALUE | /expires_at
          {"name": "x", "scope": "read", "expires_at": "tomorrow"}             | INVALID_VALUE | /expires_at
          {"name": "x", "scope": "read", "expires_at": 5}     | INVALID_REQUEST | /expires_at
          {"name": "x", "scope": "read", "expires_at": "+294277-01-01T00:00:00Z"}    | INVALID_VALUE | /expires_at
          {"name": "x", "scope": "read", "expires_at": "+999999999-01-01T00:00:00Z"} | INVALID_VALUE | /expires_at
          {"name": "x", "scope": "read", "expires_at": "9999-12-31T23:59:59-18:00"}  | INVALID_VALUE | /expires_at
          {"name": "x", "scope": "read", "expires_at": "2099-01-01T00:00Z"}          | INVALID_VALUE | /expires_at
          {"name": "x", "scope": "read", "expiresAt": "2099-01-01T00:00:00Z"}  | INVALID_REQUEST | /expiresAt
          {"name": "x", "scope": "read", "a/b~c": 1}          | INVALID_REQUEST | /a~1b~0c
          {"name": "x", "name": "y", "scope": "read"}         | INVALID_REQUEST |
          {"name": "x", "scope": "read"} {}                   | INVALID_REQUEST |
          {"name": "x", "scope": "read"                       | INVALID_REQUEST |
          [1]                                                 | INVALID_REQUEST |
          "text"                                              | INVALID_REQUEST |
          null                                                | INVALID_REQUEST |
          x                                                   | INVALID_REQUEST |
          """)
  void a_bad_body_is_refused_with_its_field_and_changes_nothing(
      String body, Reason reason, String field) {
    problem(as(admin).body(body).post("/api/v1/tokens").then(), reason)
        .body("field", equalTo(field));
    as(admin).get("/api/v1/tokens").then().body("items", hasSize(1));
  }

  @Test
  void every_violation_is_named() {
    problem(as(admin).body("{}").post("/api/v1/tokens").then(), Reason.INVALID_VALUE)
        .body("violations.field", equalTo(List.of("/name", "/scope")));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,limit",
    "limit=201,limit",
    "limit=x,limit",
    "after=x,after",
    "after=!,after",
  })
  void bad_query_parameters_are_refused_with_their_name(String query, String field) {
    problem(as(admin).get("/api/v1/tokens?" + query).then(), Reason.INVALID_REQUEST)
        .body("field", equalTo(field));
  }

  @Test
  void a_bad_id_is_refused() {
    problem(as(admin).delete("/api/v1/tokens/1").then(), Reason.INVALID_REQUEST)
        .body("field", equalTo("id"));
  }

  @Test
  void a_foreign_token_is_unknown() {
    String other = newTenant();
    String id = as(other).get("/api/v1/tokens").then().extract().path("items[0].id");
    problem(as(admin).delete("/api/v1/tokens/" + id).then(), Reason.NOT_FOUND);
    as(other).get("/api/v1/tokens").then().body("items", hasSize(1));
  }

  @Test
  void pages_follow_one_another_without_gap_or_repetition() {
    for (int i = 0; i < 4; i++) {
      newToken(admin, "read");
    }
    List<String> seen = new ArrayList<>();
    String next = null;
    do {
      var page = as(admin).queryParam("limit", 2);
      var answer =
          (next == null ? page : page.queryParam("after", next))
              .get("/api/v1/tokens")
              .then()
              .statusCode(200)
              .extract();
      seen.addAll(answer.<List<String>>path("items.id"));
      next = answer.path("next");
    } while (next != null);
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void a_repetition_never_shows_the_secret_again() {
    String key = UUID.randomUUID().toString();
    String id =
        as(admin)
            .header("Idempotency-Key", key)
            .body(Map.of("name", "once", "scope", "read"))
            .post("/api/v1/tokens")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    problem(
            as(admin)
                .header("Idempotency-Key", key)
                .body(Map.of("name", "once", "scope", "read"))
                .post("/api/v1/tokens")
                .then(),
            Reason.SECRET_SHOWN_ONCE)
        .body("id", equalTo(id));
    as(admin).get("/api/v1/tokens").then().body("items", hasSize(2));
  }

  @Test
  void what_was_done_is_in_the_audit_log() {
    newToken(admin, "read");
    as(admin)
        .get("/api/v1/audit")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].action", equalTo("token-created"))
        .body("items[0].actor", equalTo("first"))
        .body("items[0].details.scope", equalTo("read"));
  }
}
