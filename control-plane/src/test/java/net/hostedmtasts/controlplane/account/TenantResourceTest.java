package net.hostedmtasts.controlplane.account;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.asOperator;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class TenantResourceTest {

  @Test
  void a_tenant_comes_with_an_admin_token_of_its_own() {
    String name = "acme " + UUID.randomUUID();
    String token =
        asOperator()
            .body(Map.of("name", name))
            .post("/api/v1/tenants")
            .then()
            .statusCode(201)
            .header("Location", notNullValue())
            .body("name", equalTo(name))
            .body("operator", equalTo(false))
            .body("first_token.token", startsWith("mtasts_"))
            .body("first_token.scope", equalTo("admin"))
            .extract()
            .path("first_token.token");
    as(token).get("/api/v1/tokens").then().statusCode(200).body("items", hasSize(1));
  }

  @Test
  void a_name_is_taken_whatever_its_letter_case() {
    String name = "acme " + UUID.randomUUID();
    asOperator().body(Map.of("name", name)).post("/api/v1/tenants").then().statusCode(201);
    problem(
            asOperator()
                .body(Map.of("name", name.toUpperCase(Locale.ROOT)))
                .post("/api/v1/tenants")
                .then(),
            Reason.TENANT_EXISTS)
        .body("field", equalTo("/name"));
  }

  @Test
  void a_repetition_adds_no_second_tenant() {
    String key = UUID.randomUUID().toString();
    Map<String, String> body = Map.of("name", "acme " + key);
    String id =
        asOperator()
            .header("Idempotency-Key", key)
            .body(body)
            .post("/api/v1/tenants")
            .then()
            .statusCode(201)
            .extract()
            .path("first_token.id");
    problem(
            asOperator().header("Idempotency-Key", key).body(body).post("/api/v1/tenants").then(),
            Reason.SECRET_SHOWN_ONCE)
        .body("id", equalTo(id));
  }

  @Test
  void all_tenants_are_listed_in_pages() {
    asOperator()
        .body(Map.of("name", "acme " + UUID.randomUUID()))
        .post("/api/v1/tenants")
        .then()
        .statusCode(201);
    Set<String> seen = new HashSet<>();
    String next = null;
    do {
      var page = asOperator().queryParam("limit", 1);
      var answer =
          (next == null ? page : page.queryParam("after", next))
              .get("/api/v1/tenants")
              .then()
              .statusCode(200)
              .extract();
      assertThat(seen.addAll(answer.<List<String>>path("items.id"))).isTrue();
      next = answer.path("next");
    } while (next != null);
    assertThat(seen).hasSizeGreaterThan(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                            | INVALID_VALUE   | /name
          {"name": null}                | INVALID_VALUE   | /name
          {"name": ""}                  | INVALID_VALUE   | /name
          {"name": "a\\u0000b"}         | INVALID_VALUE   | /name
          {"name": "a\\nb"}             | INVALID_VALUE   | /name
          {"name": true}                | INVALID_REQUEST | /name
          {"name": "x", "operator": true} | INVALID_REQUEST | /operator
          """)
  void a_bad_body_is_refused_with_its_field(String body, Reason reason, String field) {
    problem(asOperator().body(body).post("/api/v1/tenants").then(), reason)
        .body("field", equalTo(field));
  }
}
