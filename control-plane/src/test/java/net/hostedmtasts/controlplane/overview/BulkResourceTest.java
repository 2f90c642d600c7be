package net.hostedmtasts.controlplane.overview;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.newToken;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class BulkResourceTest {
  private static final String BULK = "/api/v1/domains/bulk";

  private String admin = "";

  @BeforeEach
  void tenant() {
    admin = newTenant();
  }

  private ValidatableResponse add(List<String> domains) {
    return as(admin).body(Map.of("domains", domains, "tags", List.of("Shop"))).post(BULK).then();
  }

  private static List<String> many(int count) {
    return IntStream.range(0, count).mapToObj(number -> "n" + number + ".example").toList();
  }

  private static long published() {
    return Services.count(
        "publication p join publication_history h on h.topic = p.topic and h.key = p.key"
            + " and h.revision = p.revision where p.topic = 'mta-sts.records' and p.served");
  }

  @Test
  void each_line_stands_alone_and_has_its_result_in_the_order_of_the_list() {
    as(admin).body(Map.of("name", "b.example")).post("/api/v1/domains").then().statusCode(201);
    add(List.of("c.example", "B.example", "no domain", " Bücher.example ", "C.EXAMPLE."))
        .statusCode(200)
        .body(
            "results.domain",
            equalTo(
                List.of(
                    "c.example", "b.example", "no domain", "xn--bcher-kva.example", "c.example")))
        .body("results.outcome", equalTo(List.of("added", "exists", "refused", "added", "exists")))
        .body("results[1].problem.type", equalTo("/problems/domain-exists"))
        .body("results[2].problem.type", equalTo("/problems/invalid-value"))
        .body(
            "results[4].problem.detail",
            equalTo("c.example stands in the list already, as number 1."));
    as(admin)
        .get("/api/v1/domains?tag=shop")
        .then()
        .body("items.name", equalTo(List.of("c.example", "xn--bcher-kva.example")));
    as(admin)
        .get("/api/v1/audit")
        .then()
        .body("items.action", equalTo(List.of("domain-added", "domain-added", "domain-added")));
  }

  @Test
  void a_thousand_are_added_with_their_names_published() {
    long before = published();
    add(many(1000)).statusCode(200).body("results.outcome", everyItem(equalTo("added")));
    assertThat(published() - before).isEqualTo(1000);
    add(many(1000)).statusCode(200).body("results.outcome", everyItem(equalTo("exists")));
  }

  @Test
  void names_as_long_as_they_may_be_fit_into_the_body() {
    String label = "x".repeat(59);
    List<String> longest =
        IntStream.range(1000, 2000)
            .mapToObj(number -> (number + label.substring(4) + ".").repeat(4) + "example")
            .toList();
    assertThat(String.join("", longest).length()).isGreaterThan(240_000);
    add(longest).statusCode(200).body("results", hasSize(1000));
    problem(
        as(admin).body("{\"name\": \"x\"}" + " ".repeat(70_000)).post("/api/v1/domains").then(),
        Reason.BODY_TOO_LARGE);
  }

  @Test
  void a_list_has_1_to_1000_lines() {
    problem(add(List.of()), Reason.INVALID_VALUE);
    problem(add(many(1001)), Reason.INVALID_VALUE);
    as(admin).get("/api/v1/domains").then().body("items", hasSize(0));
  }

  @Test
  void a_repeated_request_with_the_same_key_has_its_first_outcome() {
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      as(admin)
          .header("Idempotency-Key", key)
          .body(Map.of("domains", many(3)))
          .post(BULK)
          .then()
          .statusCode(200)
          .body("results.outcome", equalTo(List.of("added", "added", "added")));
    }
    problem(
        as(admin).header("Idempotency-Key", key).body(Map.of("domains", many(2))).post(BULK).then(),
        Reason.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void of_requests_at_the_same_time_each_domain_is_added_by_one() {
    List<String> names = many(50);
    List<List<String>> outcomes =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () ->
                            add(names)
                                .statusCode(200)
                                .extract()
                                .<List<String>>path("results.outcome")))
            .limit(4)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(outcomes.stream().flatMap(List::stream).filter("added"::equals)).hasSize(50);
  }

  @Test
  void adding_needs_the_scope_write() {
    String reader = newToken(admin, "read");
    problem(
        as(reader).body(Map.of("domains", many(1))).post(BULK).then(), Reason.INSUFFICIENT_SCOPE);
  }
}
