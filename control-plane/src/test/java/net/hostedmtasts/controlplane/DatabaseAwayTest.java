package net.hostedmtasts.controlplane;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.asOperator;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the address.
class DatabaseAwayTest {
  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  @AfterEach
  void back() throws IOException, InterruptedException {
    signal("CONT");
    if (!Services.database().process().isAlive()) {
      Services.database().restart();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> asOperator().get("/api/v1/tokens").statusCode() == 200);
  }

  @Test
  void a_stopped_database_is_a_problem_until_it_is_back() {
    assertThat(given().get(ready).statusCode()).isEqualTo(200);
    Services.database().close();
    problem(asOperator().get("/api/v1/tokens").then(), Reason.UNAVAILABLE);
    problem(
        asOperator().body("{\"name\": \"x\"}").post("/api/v1/tenants").then(), Reason.UNAVAILABLE);
    assertThat(given().get(ready).statusCode()).isEqualTo(503);
  }

  @Test
  void a_database_that_hangs_holds_no_request_for_ever() throws IOException, InterruptedException {
    asOperator().get("/api/v1/tokens").then().statusCode(200);
    signal("STOP");
    for (int i = 0; i < 3; i++) {
      problem(asOperator().get("/api/v1/tokens").then(), Reason.UNAVAILABLE);
    }
  }

  // Each connection is served by a process of its own.
  private static void signal(String name) throws IOException, InterruptedException {
    ProcessHandle server = ProcessHandle.of(Services.database().process().pid()).orElse(null);
    if (server == null) {
      return;
    }
    for (ProcessHandle each : Stream.concat(Stream.of(server), server.descendants()).toList()) {
      new ProcessBuilder("kill", "-" + name, Long.toString(each.pid())).start().waitFor();
    }
  }
}
