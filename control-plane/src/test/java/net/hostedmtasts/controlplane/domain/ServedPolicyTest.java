package net.hostedmtasts.controlplane.domain;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.asOperator;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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

/** What is served for whom, what is held, and how far it has come; no broker runs. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class ServedPolicyTest {
  private static final String NEVER = "\"0\"";

  private final String name = "d" + UUID.randomUUID() + ".example";
  private final String path = "/api/v1/domains/" + name + "/mta-sts";
  private String admin = "";

  @BeforeEach
  void domain() {
    admin = withDomain();
  }

  private String withDomain() {
    String token = newTenant();
    as(token).body(Map.of("name", name)).post("/api/v1/domains").then().statusCode(201);
    Services.delegated(name);
    return token;
  }

  private static String pinned(String mode, String pattern) {
    return "{\"mode\": \"%s\", \"max_age\": 604800, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"%s\"]}}"
        .formatted(mode, pattern);
  }

  private ValidatableResponse put(String etag, String body) {
    return as(admin).header("If-Match", etag).body(body).put(path).then();
  }

  private ValidatableResponse get() {
    return as(admin).get(path).then().statusCode(200);
  }

  @Test
  void saving_a_held_policy_again_lets_it_go_on() {
    put(NEVER, pinned("testing", "mx.example.com"));
    Number before = get().extract().path("policy.revision");
    Services.execute(
        "insert into held_key values ('mta-sts.policies', '"
            + name
            + "', 'restored', 9, true, now())");
    get().body("findings.code", hasItem("restored"));

    put("\"1\"", pinned("testing", "mx.example.com"))
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("findings.code", not(hasItem("restored")));

    Number after = get().extract().path("policy.revision");
    assertThat(after.longValue()).isGreaterThan(before.longValue());
  }

  @Test
  void a_held_certificate_needs_nobodys_decision() {
    put(NEVER, pinned("testing", "mx.example.com"));
    Services.execute(
        "insert into publication select gen_random_uuid(), 'mta-sts.certificates', 'mta-sts.' || key, domain_id, 5, true,"
            + " gen_random_uuid()::text from publication where topic = 'mta-sts.policies' and key = '"
            + name
            + "' on conflict do nothing");
    Services.execute(
        "insert into held_key values ('mta-sts.certificates', 'mta-sts."
            + name
            + "', 'restored', 9, true, now())");
    get().body("findings.code", not(hasItem("restored")));
  }

  @Test
  void a_rollout_without_edges_says_what_it_waits_for() {
    as(admin).get(path + "/rollout").then().statusCode(200).body("edges", empty());
    put(NEVER, pinned("testing", "mx.example.com"));
    as(admin)
        .get(path + "/rollout")
        .then()
        .statusCode(200)
        .body("policy_revision", notNullValue())
        .body("id", notNullValue())
        .body("steps.step", hasItem("id_released"))
        .body("waiting_for", equalTo("Waiting for an edge: none is ready."))
        .body("live_on", equalTo(0))
        .body("of", equalTo(0));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /api/v1/publication",
    "GET, /api/v1/publication/held-keys",
    "POST, /api/v1/publication/held-keys/mta-sts.policies/example.com/accept",
    "DELETE, /api/v1/publication/held-keys/mta-sts.policies/example.com"
  })
  void publication_is_for_the_operator_alone(String method, String operation) {
    problem(as(admin).request(method, operation).then(), Reason.INSUFFICIENT_SCOPE);
    assertThat(asOperator().request(method, operation).statusCode()).isIn(200, 404);
  }

  @Test
  void without_a_broker_nothing_is_published_and_the_reason_is_shown() {
    asOperator()
        .get("/api/v1/publication")
        .then()
        .statusCode(200)
        .body("publishing", equalTo(false))
        .body("installation_id", notNullValue())
        .body("reason", notNullValue())
        .body("topics.'mta-sts.policies'.publishing", equalTo(false));
    List<String> held =
        asOperator().get("/api/v1/publication/held-keys").then().extract().path("items.key");
    assertThat(held).isNotNull();
  }
}
