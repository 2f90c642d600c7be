package net.hostedmtasts.controlplane.session;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.newToken;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class SessionResourceTest {
  private String admin = "";

  @BeforeEach
  void tenant() {
    admin = newTenant();
  }

  @Test
  void a_token_signs_in_and_the_cookie_is_out_of_reach_of_scripts() {
    Response answer = Browser.attempt(admin);
    answer
        .then()
        .statusCode(201)
        .body("name", equalTo("first"))
        .body("role", equalTo("admin"))
        .body("scope", equalTo("admin"))
        .body("operator", equalTo(false))
        .body("tenant.name", startsWith("tenant "))
        .body("tenants", hasSize(1))
        .body("tenants[0].role", equalTo("admin"));
    assertThat(answer.header("Set-Cookie"))
        .startsWith("mta-sts-session=")
        .contains("HTTPOnly", "SameSite=Lax", "Path=/", "Max-Age=")
        .doesNotContain("Secure", "Domain");
    assertThat(Instant.parse(answer.<String>path("expires_at"))).isAfter(Instant.now());
  }

  @Test
  void the_session_does_what_its_token_may() {
    Browser browser = Browser.signIn(newToken(admin, "read"));
    browser
        .page()
        .get("/api/v1/session")
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"))
        .body("role", equalTo("viewer"));
    browser.page().get("/api/v1/audit").then().statusCode(200);
    problem(
        browser.page().body(Map.of("name", "a.example")).post("/api/v1/domains").then(),
        Reason.INSUFFICIENT_SCOPE);
    problem(browser.page().get("/api/v1/tokens").then(), Reason.INSUFFICIENT_SCOPE);
  }

  @Test
  void another_site_can_change_nothing() {
    Browser browser = Browser.signIn(admin);
    Map<String, String> domain = Map.of("name", "d" + UUID.randomUUID() + ".example");
    problem(browser.foreign().body(domain).post("/api/v1/domains").then(), Reason.CSRF)
        .body("field", equalTo("X-CSRF-Token"));
    problem(
        browser
            .foreign()
            .header("X-CSRF-Token", Browser.signIn(admin).csrfToken())
            .body(domain)
            .post("/api/v1/domains")
            .then(),
        Reason.CSRF);
    problem(browser.foreign().delete("/api/v1/session").then(), Reason.CSRF);
    browser.page().body(domain).post("/api/v1/domains").then().statusCode(201);
  }

  @Test
  void a_bearer_token_wins_over_the_cookie() {
    Browser browser = Browser.signIn(admin);
    as(newTenant())
        .cookie(SessionCookie.ON_LOOPBACK, browser.cookie())
        .body(Map.of("name", "x", "scope", "read"))
        .post("/api/v1/tokens")
        .then()
        .statusCode(201);
    browser.page().get("/api/v1/tokens").then().body("items", hasSize(1));
    problem(
        browser.foreign().header("Authorization", "Bearer x").get("/api/v1/session").then(),
        Reason.UNAUTHENTICATED);
  }

  @Test
  void signing_out_ends_the_session_and_takes_the_cookie_away() {
    Browser browser = Browser.signIn(admin);
    String removed =
        browser
            .page()
            .delete("/api/v1/session")
            .then()
            .statusCode(204)
            .extract()
            .header("Set-Cookie");
    assertThat(removed).startsWith("mta-sts-session=;").contains("Max-Age=0", "Path=/");
    problem(browser.page().get("/api/v1/session").then(), Reason.UNAUTHENTICATED);
    as(admin)
        .get("/api/v1/audit")
        .then()
        .body("items[0].action", equalTo("signed-out"))
        .body("items[1].action", equalTo("signed-in"))
        .body("items[1].details.method", equalTo("token"))
        .body("items[1].actor", equalTo("first"));
  }

  @Test
  void the_session_ends_with_its_token() {
    String token = newToken(admin, "read");
    Browser browser = Browser.signIn(token);
    browser.page().get("/api/v1/audit").then().statusCode(200);
    String id = as(admin).get("/api/v1/tokens").then().extract().path("items[1].id");
    as(admin).delete("/api/v1/tokens/" + id).then().statusCode(204);
    problem(browser.page().get("/api/v1/audit").then(), Reason.UNAUTHENTICATED);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          token expired   | update token set expires_at = now() - interval '1 second' where id = (select token_id from web_session where id = '%s')
          longest time    | update web_session set expires_at = now() - interval '1 second' where id = '%s'
          not used        | update web_session set used_at = now() - interval '12 hours 1 second' where id = '%s'
          """)
  void the_session_ends_in_time(String why, String change) {
    Browser browser = Browser.signIn(admin);
    String id = Services.text("select id from web_session order by created_at desc limit 1");
    browser.page().get("/api/v1/session").then().statusCode(200);
    Services.execute(change.formatted(id));
    problem(browser.page().get("/api/v1/session").then(), Reason.UNAUTHENTICATED);
  }

  @Test
  void use_keeps_a_session_alive() {
    Browser browser = Browser.signIn(admin);
    String id = Services.text("select id from web_session order by created_at desc limit 1");
    Services.execute(
        "update web_session set used_at = now() - interval '11 hours' where id = '" + id + "'");
    browser.page().get("/api/v1/session").then().statusCode(200);
    assertThat(
            Services.count(
                "web_session where id = '" + id + "' and used_at > now() - interval '1 minute'"))
        .isEqualTo(1);
  }

  @Test
  void a_sign_in_never_takes_over_a_value_that_the_browser_brought() {
    Browser before = Browser.signIn(admin);
    Response answer =
        given()
            .cookie(SessionCookie.ON_LOOPBACK, before.cookie())
            .contentType(ContentType.JSON)
            .body(Map.of("token", admin))
            .post("/api/v1/session");
    assertThat(answer.cookie(SessionCookie.ON_LOOPBACK)).isNotEqualTo(before.cookie());
    problem(before.page().get("/api/v1/session").then(), Reason.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "mtasts_0000000000000000000000000000000000000000000", "ä"})
  void an_unknown_token_begins_nothing(String token) {
    Response answer = Browser.attempt(token);
    problem(answer.then(), Reason.UNAUTHENTICATED);
    assertThat(answer.header("Set-Cookie")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0000000000000000000000000000000000000000000"})
  void an_unknown_cookie_is_no_session(String cookie) {
    problem(new Browser(cookie, "x").page().get("/api/v1/session").then(), Reason.UNAUTHENTICATED);
  }

  @Test
  void sessions_of_two_tenants_see_nothing_of_each_other() {
    Browser one = Browser.signIn(admin);
    Browser other = Browser.signIn(newTenant());
    String domain = "d" + UUID.randomUUID() + ".example";
    one.page().body(Map.of("name", domain)).post("/api/v1/domains").then().statusCode(201);
    problem(other.page().get("/api/v1/domains/" + domain).then(), Reason.UNKNOWN_DOMAIN);
    other.page().get("/api/v1/domains").then().body("items", hasSize(0));
    String tenant = one.page().get("/api/v1/session").then().extract().path("tenant.id");
    problem(
        other.page().body(Map.of("tenant", tenant)).patch("/api/v1/session").then(),
        Reason.NOT_FOUND);
  }

  @Test
  void what_is_stored_is_no_way_in() {
    Browser browser = Browser.signIn(admin);
    assertThat(
            Services.count("web_session where encode(hash, 'escape') = '" + browser.cookie() + "'"))
        .isZero();
    assertThat(Services.text("select string_agg(w::text, ' ') from web_session w"))
        .doesNotContain(browser.cookie());
  }

  @Test
  void elsewhere_than_on_loopback_the_cookie_needs_tls() {
    Response answer =
        given()
            .header("Host", "mta-sts.example.com")
            .contentType(ContentType.JSON)
            .body(Map.of("token", admin))
            .post("/api/v1/session");
    assertThat(answer.header("Set-Cookie"))
        .startsWith("__Host-mta-sts-session=")
        .contains("Secure", "HTTPOnly", "Path=/");
    String cookie = answer.cookie(SessionCookie.NAME);
    given()
        .header("Host", "mta-sts.example.com")
        .cookie(SessionCookie.NAME, cookie)
        .get("/api/v1/session")
        .then()
        .statusCode(200);
    problem(
        given()
            .header("Host", "mta-sts.example.com")
            .cookie(SessionCookie.ON_LOOPBACK, cookie)
            .get("/api/v1/session")
            .then(),
        Reason.UNAUTHENTICATED);
  }

  @Test
  void the_ways_to_sign_in_are_shown_to_all() {
    given().get("/api/v1/sign-in").then().statusCode(200).body("methods[0]", equalTo("token"));
  }
}
