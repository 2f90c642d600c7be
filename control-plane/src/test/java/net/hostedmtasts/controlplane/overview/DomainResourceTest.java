package net.hostedmtasts.controlplane.overview;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.newToken;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The domains of a tenant; no broker runs. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class DomainResourceTest {
  private static final String DOMAINS = "/api/v1/domains";

  private String admin = "";

  @BeforeEach
  void tenant() {
    admin = newTenant();
  }

  private void add(String name) {
    as(admin).body(Map.of("name", name)).post(DOMAINS).then().statusCode(201);
  }

  private List<String> names(String query) {
    return as(admin).get(DOMAINS + query).then().statusCode(200).extract().path("items.name");
  }

  private List<String> audited() {
    return as(admin).get("/api/v1/audit").then().statusCode(200).extract().path("items.action");
  }

  @Test
  void adding_answers_with_the_label_and_the_records_to_set() {
    String location =
        as(admin)
            .body(Map.of("name", "Example.COM."))
            .post(DOMAINS)
            .then()
            .statusCode(201)
            .body("name", equalTo("example.com"))
            .body("label", matchesPattern("[a-z2-7]{26}"))
            .body("status", equalTo("inactive"))
            .body("records_ready", equalTo(false))
            .body("records.purpose", contains("policy", "txt"))
            .body("records.type", contains("CNAME", "CNAME"))
            .body("records.name", contains("mta-sts.example.com.", "_mta-sts.example.com."))
            .body("winding_down_until", nullValue())
            .extract()
            .header("Location");
    assertThat(location).endsWith("/api/v1/domains/example.com");
    Map<String, Object> domain = as(admin).get(DOMAINS + "/example.com").then().extract().path("");
    String label = (String) domain.get("label");
    as(admin)
        .get(DOMAINS + "/example.com")
        .then()
        .statusCode(200)
        .body(
            "records.target",
            contains(label + ".policy.mta-sts-host.test.", label + "._mta-sts.mta-sts-host.test."));
    assertThat(audited()).containsExactly("domain-added");
  }

  @Test
  void u_labels_are_accepted_and_shown_and_a_labels_are_stored() {
    as(admin)
        .body(Map.of("name", "Bücher.example"))
        .post(DOMAINS)
        .then()
        .statusCode(201)
        .body("name", equalTo("xn--bcher-kva.example"))
        .body("unicode_name", equalTo("bücher.example"));
    as(admin).get(DOMAINS + "/xn--bcher-kva.example").then().statusCode(200);
    assertThat(names("?q=bücher")).containsExactly("xn--bcher-kva.example");
    assertThat(names("?q=BCHER-KVA")).containsExactly("xn--bcher-kva.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "com",
        "co.uk",
        "localhost",
        "192.0.2.1",
        "[::1]",
        "a..example",
        "a b.example",
        "-a.example"
      })
  void what_is_no_mail_domain_is_refused_and_nothing_is_added(String name) {
    problem(as(admin).body(Map.of("name", name)).post(DOMAINS).then(), Reason.INVALID_VALUE);
    assertThat(names("")).isEmpty();
    assertThat(audited()).isEmpty();
  }

  @Test
  void the_same_domain_twice_is_refused() {
    add("example.com");
    problem(
        as(admin).body(Map.of("name", "example.com")).post(DOMAINS).then(), Reason.DOMAIN_EXISTS);
    assertThat(audited()).containsExactly("domain-added");
  }

  @Test
  void of_two_requests_at_the_same_time_one_adds_the_domain() {
    List<Integer> statuses =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () ->
                            as(admin)
                                .body(Map.of("name", "example.com"))
                                .post(DOMAINS)
                                .statusCode()))
            .limit(6)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .sorted()
            .toList();
    assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
  }

  @Test
  void two_tenants_may_add_the_same_domain_and_get_labels_of_their_own() {
    add("example.com");
    String other = newTenant();
    String theirs =
        as(other)
            .body(Map.of("name", "example.com"))
            .post(DOMAINS)
            .then()
            .statusCode(201)
            .extract()
            .path("label");
    as(admin).get(DOMAINS + "/example.com").then().body("label", not(equalTo(theirs)));
  }

  @Test
  void a_repeated_request_with_the_same_key_has_its_first_outcome() {
    String key = UUID.randomUUID().toString();
    String first =
        as(admin)
            .header("Idempotency-Key", key)
            .body(Map.of("name", "example.com"))
            .post(DOMAINS)
            .then()
            .statusCode(201)
            .extract()
            .path("label");
    as(admin)
        .header("Idempotency-Key", key)
        .body(Map.of("name", "example.com"))
        .post(DOMAINS)
        .then()
        .statusCode(201)
        .body("label", equalTo(first));
    problem(
        as(admin)
            .header("Idempotency-Key", key)
            .body(Map.of("name", "example.org"))
            .post(DOMAINS)
            .then(),
        Reason.IDEMPOTENCY_KEY_REUSED);
    assertThat(audited()).containsExactly("domain-added");
  }

  @Test
  void a_repeated_request_has_its_first_outcome_also_when_the_domain_has_gone() {
    String key = UUID.randomUUID().toString();
    as(admin).header("Idempotency-Key", key).body(Map.of("name", "example.com")).post(DOMAINS);
    as(admin).delete(DOMAINS + "/example.com").then().statusCode(204);
    as(admin)
        .header("Idempotency-Key", key)
        .body(Map.of("name", "example.com"))
        .post(DOMAINS)
        .then()
        .statusCode(201);
    assertThat(names("")).isEmpty();
  }

  @Test
  void a_listing_is_in_the_order_of_names_and_goes_on_after_a_cursor() {
    List.of("b.example", "a.example", "c.example", "d.example", "e.example").forEach(this::add);
    List<String> seen = new ArrayList<>();
    @Nullable String after = null;
    do {
      var page =
          as(admin)
              .get(DOMAINS + "?limit=2" + (after == null ? "" : "&after=" + after))
              .then()
              .statusCode(200)
              .extract();
      seen.addAll(page.path("items.name"));
      after = page.path("next");
    } while (after != null);
    assertThat(seen)
        .containsExactly("a.example", "b.example", "c.example", "d.example", "e.example");
  }

  @Test
  void a_listing_is_narrowed_by_name_and_status() {
    List.of("a.example", "a-b.example", "b.example").forEach(this::add);
    assertThat(names("?q=a")).contains("a.example", "a-b.example");
    assertThat(names("?q=a-b")).containsExactly("a-b.example");
    assertThat(names("?q=_")).as("no wildcard").isEmpty();
    assertThat(names("?q=%")).as("no wildcard").isEmpty();
    assertThat(names("?status=inactive")).hasSize(3);
    assertThat(names("?status=active")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?q=%00",
        "?status=off",
        "?after=%00",
        "?after=x!",
        "?limit=0",
        "?limit=201",
        "?limit=x"
      })
  void a_listing_that_makes_no_sense_is_refused(String query) {
    assertThat(as(admin).urlEncodingEnabled(false).get(DOMAINS + query).statusCode())
        .isEqualTo(400);
  }

  @Test
  void removing_an_inactive_domain_forgets_it_and_its_label_is_never_used_again() {
    add("example.com");
    String label = as(admin).get(DOMAINS + "/example.com").then().extract().path("label");
    as(admin).delete(DOMAINS + "/example.com").then().statusCode(204);
    problem(as(admin).get(DOMAINS + "/example.com").then(), Reason.UNKNOWN_DOMAIN);
    add("example.com");
    as(admin).get(DOMAINS + "/example.com").then().body("label", not(equalTo(label)));
    assertThat(audited()).containsExactly("domain-added", "domain-removed", "domain-added");
  }

  @ParameterizedTest(name = "{0} {1} with scope read: {2}")
  @CsvSource({
    "GET, /api/v1/domains, 200",
    "POST, /api/v1/domains, 403",
    "DELETE, /api/v1/domains/example.com, 403"
  })
  void changes_need_the_scope_write(String method, String path, int status) {
    String reader = newToken(admin, "read");
    int answered =
        as(reader).body(Map.of("name", "example.com")).request(method, path).statusCode();
    assertThat(answered).isEqualTo(status);
    assertThat(names("")).isEmpty();
  }

  @Test
  void without_a_broker_there_are_no_edges_and_the_list_is_empty() {
    as(admin).get("/api/v1/edges").then().statusCode(200).body("items", empty());
    as(admin).get("/api/v1/edges").then().body("items", hasSize(0));
  }
}
