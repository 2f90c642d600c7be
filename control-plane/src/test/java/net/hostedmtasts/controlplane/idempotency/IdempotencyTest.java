package net.hostedmtasts.controlplane.idempotency;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.standalone.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class IdempotencyTest {
  private String token = "";
  private String key = "";

  @BeforeEach
  void fresh() {
    token = newTenant();
    key = UUID.randomUUID().toString();
  }

  @Test
  void a_repetition_gets_the_first_answer_and_does_nothing() {
    Response first = make("a", "example.com");
    Response second = make("a", "example.com");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.header("Idempotency-Replayed")).isNull();
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.asString()).isEqualTo(first.asString());
    made(1);
  }

  @Test
  void the_same_values_written_otherwise_are_the_same_request() {
    as(token)
        .header("Idempotency-Key", key)
        .body("{\"domain\": \"example.com\", \"slow\": false}")
        .post("/api/v1/test-things/a")
        .then()
        .statusCode(201);
    as(token)
        .header("Idempotency-Key", key)
        .body("{\"slow\":false,\"domain\":\"EXAMPLE.com.\"}")
        .post("/api/v1/test-things/a")
        .then()
        .statusCode(201);
    made(1);
  }

  @Test
  void another_body_or_path_is_another_request() {
    make("a", "example.com");
    problem(make("a", "example.org").then(), Reason.IDEMPOTENCY_KEY_REUSED)
        .body("field", equalTo("Idempotency-Key"));
    problem(make("b", "example.com").then(), Reason.IDEMPOTENCY_KEY_REUSED);
    made(1);
  }

  @Test
  void each_tenant_has_its_own_keys() {
    make("a", "example.com");
    token = newTenant();
    assertThat(make("b", "example.org").statusCode()).isEqualTo(201);
    made(1);
  }

  @Test
  void without_a_key_everything_is_done_anew() {
    Map<String, String> body = Map.of("domain", "example.com");
    as(token)
        .body(body)
        .post("/api/v1/test-things/a")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", nullValue());
    as(token).body(body).post("/api/v1/test-things/a").then().statusCode(201);
    made(2);
  }

  @Test
  void a_refusal_is_not_remembered_and_undoes_the_work() {
    Map<String, Object> body = Map.of("domain", "example.com", "refuse", true);
    problem(
        as(token).header("Idempotency-Key", key).body(body).post("/api/v1/test-things/a").then(),
        Reason.NULL_MX);
    made(0);
    assertThat(make("a", "example.com").statusCode()).isEqualTo(201);
    made(1);
  }

  @Test
  void of_ten_at_once_one_does_the_work() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(10);
    try {
      List<Future<Response>> answers =
          callers.invokeAll(
              Stream.<Callable<Response>>generate(() -> this::makeSlowly).limit(10).toList());
      for (Future<Response> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(201);
        assertThat(answer.get().asString()).isEqualTo(answers.get(0).get().asString());
      }
    } finally {
      callers.shutdown();
    }
    made(1);
  }

  @Test
  void a_first_request_that_takes_too_long_is_named() throws SQLException {
    make("a", "example.com");
    try (Connection other = connection();
        PreparedStatement lock =
            other.prepareStatement("select 1 from idempotency_key where key = ? for update")) {
      other.setAutoCommit(false);
      lock.setString(1, key);
      lock.executeQuery();
      problem(make("a", "example.com").then(), Reason.REQUEST_IN_PROGRESS)
          .header("Retry-After", equalTo("2"));
      other.rollback();
    }
  }

  @Test
  void a_key_is_forgotten_after_24_hours() throws SQLException {
    make("a", "example.com");
    age("23 hours 59 minutes");
    problem(make("b", "example.org").then(), Reason.IDEMPOTENCY_KEY_REUSED);
    age("24 hours 1 second");
    assertThat(make("b", "example.org").statusCode()).isEqualTo(201);
    made(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "ü"})
  void a_key_is_visible_ascii(String bad) {
    key = bad;
    problem(make("a", "example.com").then(), Reason.INVALID_REQUEST)
        .body("field", equalTo("Idempotency-Key"));
    made(0);
  }

  @Test
  void a_key_has_at_most_200_characters() {
    key = "x".repeat(201);
    problem(make("a", "example.com").then(), Reason.INVALID_REQUEST);
    key = "x".repeat(200);
    assertThat(make("a", "example.com").statusCode()).isEqualTo(201);
  }

  private Response makeSlowly() {
    return as(token)
        .header("Idempotency-Key", key)
        .body(Map.of("domain", "example.com", "slow", true))
        .post("/api/v1/test-things/a");
  }

  private Response make(String kind, String domain) {
    return as(token)
        .header("Idempotency-Key", key)
        .body(Map.of("domain", domain))
        .post("/api/v1/test-things/" + kind);
  }

  private void made(int times) {
    as(token).get("/api/v1/audit").then().statusCode(200).body("items", hasSize(times));
  }

  private void age(String interval) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement update =
            connection.prepareStatement(
                "update idempotency_key set created_at = now() - ?::interval where key = ?")) {
      update.setString(1, interval);
      update.setString(2, key);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private static Connection connection() throws SQLException {
    Database database = Services.database();
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
