package net.hostedmtasts.controlplane.problem;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.asOperator;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.hostedmtasts.controlplane.Api;
import net.hostedmtasts.controlplane.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class ProblemsTest {
  private static final int LIMIT = 65_536;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x",
        "/api",
        "/api/v1",
        "/api/v1/x",
        "/api/v1/tokens/1/x",
        "/api/v2/tokens",
        "/problems/x",
        "/q/x"
      })
  void an_unknown_path_is_a_problem(String path) {
    problem(asOperator().get(path).then(), Reason.NOT_FOUND);
  }

  @Test
  void a_wrong_method_is_a_problem_that_names_the_right_ones() {
    problem(asOperator().patch("/api/v1/tokens").then(), Reason.METHOD_NOT_ALLOWED)
        .header("Allow", containsString("GET"));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "POST,   /api/v1/domains/a.example/mta-sts,                    'DELETE, GET, HEAD, PUT'",
    "PATCH,  /api/v1/domains/a.example/mta-sts,                    'DELETE, GET, HEAD, PUT'",
    "GET,    /api/v1/domains/a.example/mta-sts/preview,            POST",
    "POST,   /api/v1/domains/a.example/mta-sts/versions,           'GET, HEAD'",
    "GET,    /api/v1/domains/a.example/mta-sts/versions/1/restore, POST",
    "DELETE, /api/v1/domains/a.example/dmarc-monitoring,           'GET, HEAD, PUT'",
    "PUT,    /api/v1/domains/a.example/checks,                     'GET, HEAD, POST'",
    "GET,    /api/v1/tokens/1,                                     DELETE"
  })
  void a_path_is_not_unknown_because_of_the_method(String method, String path, String allowed) {
    problem(asOperator().request(method, path).then(), Reason.METHOD_NOT_ALLOWED)
        .header("Allow", equalTo(allowed));
  }

  @Test
  void an_address_has_at_most_4096_octets() {
    asOperator().get("/api/v1/tokens?x=" + "a".repeat(4_096 - 17)).then().statusCode(200);
    problem(
            asOperator().get("/api/v1/tokens?x=" + "a".repeat(4_096 - 16)).then(),
            Reason.URI_TOO_LONG)
        .body("detail", containsString("4096"));
    problem(asOperator().get("/api/v1/tokens?x=" + "a".repeat(15_000)).then(), Reason.URI_TOO_LONG);
  }

  @Test
  void a_stream_says_what_it_is_when_something_else_is_asked_for() {
    problem(
            asOperator().accept("application/json").get("/api/v1/domains/a.example/events").then(),
            Reason.NOT_ACCEPTABLE)
        .body("detail", containsString("text/event-stream"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity, gzip", "x"})
  void an_encoded_body_is_not_read(String encoding) {
    problem(
            asOperator()
                .header("Content-Encoding", encoding)
                .body("{\"name\": \"encoded\"}")
                .post("/api/v1/tenants")
                .then(),
            Reason.UNSUPPORTED_MEDIA_TYPE)
        .header("Accept-Encoding", equalTo("identity"))
        .body("detail", containsString("Content-Encoding"));
  }

  @Test
  void a_body_of_the_wrong_kind_is_told_the_right_one() {
    problem(asOperator().body("[]").post("/api/v1/tenants").then(), Reason.INVALID_REQUEST)
        .body("detail", equalTo("This must be an object."));
    problem(
            asOperator().body("{\"name\": []}").post("/api/v1/tenants").then(),
            Reason.INVALID_REQUEST)
        .body("detail", equalTo("This must be a text."))
        .body("field", equalTo("/name"));
  }

  @Test
  void another_representation_is_not_offered() {
    problem(
        given()
            .header("Authorization", "Bearer " + Services.ADMIN_TOKEN)
            .accept("text/csv")
            .get("/api/v1/tokens")
            .then(),
        Reason.NOT_ACCEPTABLE);
  }

  @Test
  void another_media_type_is_not_read() {
    problem(
        given()
            .header("Authorization", "Bearer " + Services.ADMIN_TOKEN)
            .contentType("text/plain")
            .body("x")
            .post("/api/v1/tokens")
            .then(),
        Reason.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void a_body_has_at_most_64_kib() {
    String name = "{\"name\": \"limit " + "x".repeat(20) + "\"}";
    String admin = Api.newTenant();
    as(admin)
        .body("{\"name\": \"x\", \"scope\": \"read\"}" + " ".repeat(LIMIT - 32))
        .post("/api/v1/tokens")
        .then()
        .statusCode(201);
    problem(
            as(admin).body(name + " ".repeat(LIMIT)).post("/api/v1/tokens").then(),
            Reason.BODY_TOO_LARGE)
        .body("detail", containsString("65536"));
  }

  @Test
  void a_body_without_length_has_the_same_limit() throws IOException, InterruptedException {
    HttpResponse<String> answer = chunked(new byte[LIMIT + 100]);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains(Reason.BODY_TOO_LARGE.type());
  }

  @Test
  void a_body_without_length_is_read() throws IOException, InterruptedException {
    String body = "{\"name\": \"chunked " + UUID.randomUUID() + "\"}" + " ".repeat(20_000);
    assertThat(chunked(body.getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(201);
    assertThat(chunked(new byte[0]).statusCode()).isEqualTo(400);
  }

  @Test
  void an_empty_body_is_a_problem() {
    problem(asOperator().post("/api/v1/tenants").then(), Reason.INVALID_REQUEST)
        .body("detail", startsWith("Send a body"))
        .body("field", nullValue());
  }

  @ParameterizedTest
  @EnumSource
  void every_type_has_a_page(Reason reason) {
    given()
        .accept("text/html")
        .get(reason.type())
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("HTTP status " + reason.status()));
    given()
        .accept("application/json")
        .get(reason.type())
        .then()
        .statusCode(200)
        .body("type", equalTo(reason.type()))
        .body("title", equalTo(reason.title()));
  }

  @Test
  void all_types_are_listed() {
    given()
        .accept("application/json")
        .get("/problems")
        .then()
        .statusCode(200)
        .body("type", hasSize(Reason.values().length));
    given()
        .accept("text/html,*/*;q=0.8")
        .get("/problems")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/html"));
  }

  @Test
  void a_problem_names_none_of_our_classes() {
    String body =
        asOperator()
            .body("{\"name\": {\"x\": 1}}")
            .post("/api/v1/tenants")
            .then()
            .statusCode(400)
            .extract()
            .asString();
    assertThat(body).doesNotContain("hostedmtasts", "java", "Exception");
  }

  @Test
  void a_fault_tells_an_instance_and_nothing_else() {
    problem(given().get("/test-faults/bug").then(), Reason.INTERNAL)
        .body("instance", startsWith("urn:uuid:"))
        .body(not(containsString("secret")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused-connection", "closed", "lock", "timeout"})
  void a_database_that_is_away_is_worth_another_try(String kind) {
    problem(given().get("/test-faults/" + kind).then(), Reason.UNAVAILABLE)
        .header("Retry-After", equalTo("2"));
  }

  private static HttpResponse<String> chunked(byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + "/api/v1/tenants"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + Services.ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
