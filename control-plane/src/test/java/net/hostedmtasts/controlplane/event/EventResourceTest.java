package net.hostedmtasts.controlplane.event;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.CapturedLog;
import net.hostedmtasts.controlplane.LockedRows;
import net.hostedmtasts.controlplane.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class EventResourceTest {
  private static final int ALL = Services.STREAMS_AT_MOST;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private String admin = "";
  private String events = "";

  @BeforeEach
  void domain() {
    admin = newTenant();
    String name = "d" + UUID.randomUUID() + ".example";
    events = "/api/v1/domains/" + name + "/events";
    as(admin).body("{\"name\": \"" + name + "\"}").post("/api/v1/domains").then().statusCode(201);
  }

  @Test
  void no_more_clients_follow_than_may_however_they_come_and_those_that_go_make_room() {
    for (int round = 0; round < 3; round++) {
      await().until(() -> left(follow(1)) == 1);
      await().untilAsserted(() -> assertThat(left(follow(4 * ALL))).isEqualTo(ALL));
    }
  }

  @Test
  void a_client_that_goes_away_while_the_database_is_asked_is_no_error() {
    try (CapturedLog log = new CapturedLog()) {
      List<HttpResponse<InputStream>> streams = follow(ALL);
      LockedRows.wholeTable(
          "domain_event",
          () -> {
            await().until(() -> Services.count(WAITING) >= ALL / 2);
            assertThat(left(streams)).isEqualTo(ALL);
            await().until(() -> left(follow(1)) == 1);
          });
      await().until(() -> Services.count(WAITING) == 0);
      await().until(() -> left(follow(ALL)) == ALL);
      assertThat(log.text().lines().filter(line -> line.startsWith("ERROR"))).isEmpty();
    }
  }

  private static final String WAITING =
      "pg_stat_activity where wait_event_type = 'Lock' and query like '%domain_event%'";

  private List<HttpResponse<InputStream>> follow(int clients) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + events))
            .header("Authorization", "Bearer " + admin)
            .header("Last-Event-ID", "0")
            .build();
    List<CompletableFuture<HttpResponse<InputStream>>> asked =
        Stream.generate(() -> CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream()))
            .limit(clients)
            .toList();
    return asked.stream().map(CompletableFuture::join).toList();
  }

  /** Ends all of them, and returns how many were streams. */
  private static long left(List<HttpResponse<InputStream>> answers) {
    for (HttpResponse<InputStream> answer : answers) {
      assertThat(answer.statusCode()).isIn(200, 429);
      try {
        answer.body().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return answers.stream().filter(answer -> answer.statusCode() == 200).count();
  }
}
