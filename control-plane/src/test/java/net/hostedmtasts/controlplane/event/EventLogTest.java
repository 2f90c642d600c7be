package net.hostedmtasts.controlplane.event;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Services.execute;
import static net.hostedmtasts.controlplane.Services.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All events of a tenant in one order. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class EventLogTest {
  private static final String EVENTS = "/api/v1/events";

  private String admin = "";
  private String id = "";
  private String name = "";

  @BeforeEach
  void domain() {
    admin = newTenant();
    name = "d" + UUID.randomUUID() + ".example";
    as(admin).body(Map.of("name", name)).post("/api/v1/domains").then().statusCode(201);
    id = text("select id from hosted_domain where name = '" + name + "'");
  }

  private String happens(String what) {
    return "insert into domain_event (domain_id, tenant_id, at, type, data) select id, tenant_id,"
        + " now(), 'findings', '{\"what\": \""
        + what
        + "\"}' from hosted_domain where id = '"
        + id
        + "'";
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(
        Services.database().jdbcUrl(), Services.database().user(), Services.database().password());
  }

  private List<String> read(Reader reader) {
    var page =
        as(admin).get(EVENTS + "?limit=200&after=" + reader.after).then().statusCode(200).extract();
    reader.after = page.path("next");
    return page.path("items.data.what");
  }

  /** Gives back what it was given last. */
  private static final class Reader {
    private String after = "0";
  }

  @Test
  void an_event_whose_transaction_is_overtaken_is_read_all_the_same() throws SQLException {
    Reader reader = new Reader();
    try (Connection slow = connection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(happens("written first"));
      execute(happens("committed first"));
      assertThat(read(reader)).containsExactly("committed first");
      assertThat(read(reader)).isEmpty();
      slow.commit();
    }
    assertThat(read(reader)).containsExactly("written first");
    assertThat(read(reader)).isEmpty();
  }

  @Test
  void readers_and_writers_at_the_same_time_miss_nothing_and_read_nothing_twice() {
    int writers = 4;
    int each = 25;
    List<CompletableFuture<Void>> writing =
        IntStream.range(0, writers)
            .mapToObj(
                writer ->
                    CompletableFuture.runAsync(
                        () ->
                            IntStream.range(0, each)
                                .forEach(number -> execute(happens(writer + " " + number)))))
            .toList();
    CompletableFuture<Void> done =
        CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new));
    List<CompletableFuture<List<String>>> reading =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> readUntil(done)))
            .limit(3)
            .toList();
    List<List<String>> all = reading.stream().map(CompletableFuture::join).toList();
    assertThat(all.get(0)).hasSize(writers * each).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(one -> assertThat(one).isEqualTo(all.get(0)));
  }

  private List<String> readUntil(CompletableFuture<Void> done) {
    Reader reader = new Reader();
    List<String> all = new ArrayList<>();
    boolean last;
    do {
      last = done.isDone();
      all.addAll(read(reader));
    } while (!last);
    return all;
  }

  @Test
  void a_page_says_where_to_go_on_and_whether_there_is_more() {
    Stream.of("a", "b", "c").map(this::happens).forEach(Services::execute);
    String next =
        as(admin)
            .get(EVENTS + "?limit=2")
            .then()
            .statusCode(200)
            .body("items.data.what", equalTo(List.of("a", "b")))
            .body("items.domain", equalTo(List.of(name, name)))
            .body("more", equalTo(true))
            .extract()
            .path("next");
    as(admin)
        .get(EVENTS + "?after=" + next)
        .then()
        .body("items.data.what", equalTo(List.of("c")))
        .body("more", equalTo(false));
    assertThat(as(admin).get(EVENTS + "?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void an_event_has_the_same_id_wherever_it_is_shown() {
    execute(happens("a"));
    int here = as(admin).get(EVENTS).then().extract().path("items[0].id");
    as(admin)
        .get("/api/v1/domains/" + name + "/checks")
        .then()
        .body("items.id", equalTo(List.of(here)));
  }

  @Test
  void another_tenant_sees_nothing_of_it() {
    execute(happens("a"));
    as(newTenant()).get(EVENTS).then().statusCode(200).body("items", equalTo(List.of()));
  }

  @Test
  void the_same_events_come_as_a_stream_after_the_last_one_seen()
      throws IOException, InterruptedException {
    execute(happens("a"));
    execute(happens("b"));
    int first = as(admin).get(EVENTS).then().extract().path("items[0].id");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + EVENTS))
            .header("Authorization", "Bearer " + admin)
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", Integer.toString(first))
            .build();
    HttpResponse<java.io.InputStream> answer =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String data = lines.lines().filter(line -> line.startsWith("data:")).findFirst().orElse("");
      assertThat(data).contains("\"what\"", "\"b\"", name).doesNotContain("\"a\"");
    }
  }
}
