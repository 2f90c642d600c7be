package net.hostedmtasts.controlplane.audit;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class AuditResourceTest {

  @Test
  void changes_are_listed_newest_first_with_who_when_and_what() {
    String token = newTenant();
    made(token, "example.com", "example.org");
    as(token)
        .get("/api/v1/audit")
        .then()
        .statusCode(200)
        .body("items.domain", contains("example.org", "example.com"))
        .body("items[0].actor", equalTo("first"))
        .body("items[0].action", equalTo("made"))
        .body("items[0].token_id", notNullValue())
        .body("items[0].at", notNullValue())
        .body("items[0].details.kind", equalTo("x"));
  }

  @Test
  void a_domain_has_its_own_list_whatever_way_it_is_written() {
    String token = newTenant();
    made(token, "xn--bcher-kva.example", "example.org");
    as(token)
        .queryParam("domain", "BÜCHER.example.")
        .get("/api/v1/audit")
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].domain", equalTo("xn--bcher-kva.example"));
  }

  @Test
  void a_tenant_sees_only_its_own() {
    made(newTenant(), "example.com");
    as(newTenant()).get("/api/v1/audit").then().statusCode(200).body("items", hasSize(0));
  }

  @Test
  void pages_follow_one_another_while_new_changes_come() {
    String token = newTenant();
    made(token, "a1.example", "a2.example", "a3.example", "a4.example", "a5.example");
    List<String> seen = new ArrayList<>();
    String next = null;
    do {
      var page = as(token).queryParam("limit", 2);
      var answer =
          (next == null ? page : page.queryParam("after", next))
              .get("/api/v1/audit")
              .then()
              .statusCode(200)
              .extract();
      seen.addAll(answer.<List<String>>path("items.domain"));
      next = answer.path("next");
      made(token, "later.example");
    } while (next != null);
    assertThat(seen)
        .containsExactly("a5.example", "a4.example", "a3.example", "a2.example", "a1.example");
  }

  @ParameterizedTest
  @CsvSource({
    "domain=com,domain",
    "domain=a_b.example,domain",
    "limit=0,limit",
    "after=AAAA,after",
    "after=%00,after"
  })
  void bad_parameters_are_refused_with_their_name(String query, String field) {
    problem(
            as(newTenant()).urlEncodingEnabled(false).get("/api/v1/audit?" + query).then(),
            Reason.INVALID_REQUEST)
        .body("field", equalTo(field));
  }

  private static void made(String token, String... domains) {
    for (String domain : domains) {
      as(token).body(Map.of("domain", domain)).post("/api/v1/test-things/x").then().statusCode(201);
    }
  }
}
