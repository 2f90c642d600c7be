package net.hostedmtasts.controlplane.session;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class PersonSessionTest {
  private String token = "";
  private String tenant = "";

  @BeforeEach
  void tenant() {
    token = newTenant();
    tenant = tenantOf(token);
  }

  private static String tenantOf(String token) {
    return Browser.signIn(token).page().get("/api/v1/session").then().extract().path("tenant.id");
  }

  @Test
  void a_role_holds_from_the_next_request_on() {
    UUID ada = PersonBrowser.person("ada");
    UUID member = PersonBrowser.member(ada, tenant, "editor", false);
    Browser browser = PersonBrowser.signIn(ada, tenant);
    Map<String, String> domain = Map.of("name", "d" + UUID.randomUUID() + ".example");
    browser.page().body(domain).post("/api/v1/domains").then().statusCode(201);
    as(token)
        .body(Map.of("role", "viewer"))
        .patch("/api/v1/members/" + member)
        .then()
        .statusCode(200)
        .body("role", equalTo("viewer"))
        .body("invited", equalTo(false));
    problem(browser.page().body(domain).post("/api/v1/domains").then(), Reason.INSUFFICIENT_SCOPE)
        .body("detail", containsString("role"));
    browser.page().get("/api/v1/session").then().body("role", equalTo("viewer"));
    as(token).delete("/api/v1/members/" + member).then().statusCode(204);
    problem(browser.page().get("/api/v1/session").then(), Reason.UNAUTHENTICATED);
  }

  @Test
  void the_audit_log_names_the_person() {
    UUID ada = PersonBrowser.person("ada");
    PersonBrowser.member(ada, tenant, "editor", false);
    PersonBrowser.signIn(ada, tenant)
        .page()
        .body(Map.of("name", "d" + UUID.randomUUID() + ".example"))
        .post("/api/v1/domains")
        .then()
        .statusCode(201);
    as(token)
        .get("/api/v1/audit")
        .then()
        .body("items[0].actor", startsWith("ada-"))
        .body("items[0].person_id", equalTo(ada.toString()));
  }

  @Test
  void somebody_in_two_tenants_goes_from_one_to_the_other_and_old_pages_change_nothing() {
    String other = tenantOf(newTenant());
    UUID ada = PersonBrowser.person("ada");
    PersonBrowser.member(ada, tenant, "viewer", false);
    PersonBrowser.member(ada, other, "admin", false);
    Browser browser = PersonBrowser.signIn(ada, tenant);
    browser
        .page()
        .get("/api/v1/session")
        .then()
        .body("tenants", hasSize(2))
        .body("tenant.id", equalTo(tenant))
        .body("role", equalTo("viewer"));
    String csrf =
        browser
            .page()
            .body(Map.of("tenant", other))
            .patch("/api/v1/session")
            .then()
            .statusCode(200)
            .body("tenant.id", equalTo(other))
            .body("role", equalTo("admin"))
            .extract()
            .path("csrf_token");
    Map<String, String> domain = Map.of("name", "d" + UUID.randomUUID() + ".example");
    problem(browser.page().body(domain).post("/api/v1/domains").then(), Reason.CSRF);
    new Browser(browser.cookie(), csrf)
        .page()
        .body(domain)
        .post("/api/v1/domains")
        .then()
        .statusCode(201);
    as(token).get("/api/v1/domains").then().body("items", hasSize(0));
  }

  @Test
  void a_tenant_that_one_is_no_member_of_cannot_be_entered() {
    UUID ada = PersonBrowser.person("ada");
    PersonBrowser.member(ada, tenant, "admin", false);
    problem(
        PersonBrowser.signIn(ada, tenant)
            .page()
            .body(Map.of("tenant", tenantOf(newTenant())))
            .patch("/api/v1/session")
            .then(),
        Reason.NOT_FOUND);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"DELETE", "PATCH"})
  void the_last_admin_cannot_stop_being_one(String method) {
    UUID ada = PersonBrowser.person("ada");
    UUID member = PersonBrowser.member(ada, tenant, "admin", false);
    Browser browser = PersonBrowser.signIn(ada, tenant);
    String path = "/api/v1/members/" + member;
    problem(
        browser.page().body(Map.of("role", "viewer")).request(method, path).then(),
        Reason.LAST_ADMIN);
    PersonBrowser.member(PersonBrowser.person("bo"), tenant, "admin", false);
    browser
        .page()
        .body(Map.of("role", "viewer"))
        .request(method, path)
        .then()
        .statusCode(method.equals("PATCH") ? 200 : 204);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"DELETE", "PATCH"})
  void whom_the_provider_made_a_member_is_changed_there(String method) {
    UUID member = PersonBrowser.member(PersonBrowser.person("ada"), tenant, "viewer", true);
    problem(
        as(token).body(Map.of("role", "admin")).request(method, "/api/v1/members/" + member).then(),
        Reason.MEMBER_OF_PROVIDER);
  }

  @Test
  void an_invitation_is_shown_once_and_taken_back() {
    Map<String, String> invitation = Map.of("email", "Bo@Example.com", "role", "editor");
    String id =
        as(token)
            .body(invitation)
            .post("/api/v1/members")
            .then()
            .statusCode(201)
            .body("email", equalTo("bo@example.com"))
            .body("invited", equalTo(true))
            .extract()
            .path("id");
    problem(as(token).body(invitation).post("/api/v1/members").then(), Reason.MEMBER_EXISTS)
        .body("field", equalTo("/email"));
    as(token).get("/api/v1/members").then().body("items", hasSize(1));
    as(newTenant()).get("/api/v1/members").then().body("items", hasSize(0));
    as(token).delete("/api/v1/members/" + id).then().statusCode(204);
    as(token).get("/api/v1/members").then().body("items", hasSize(0));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"x", "a@b@c", "'a b@example.com'", "@example.com"})
  void an_invitation_needs_an_address(String email) {
    problem(
            as(token).body(Map.of("email", email, "role", "editor")).post("/api/v1/members").then(),
            Reason.INVALID_VALUE)
        .body("field", equalTo("/email"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"viewer", "editor"})
  void only_admins_see_members(String role) {
    UUID ada = PersonBrowser.person("ada");
    PersonBrowser.member(ada, tenant, role, false);
    problem(
        PersonBrowser.signIn(ada, tenant).page().get("/api/v1/members").then(),
        Reason.INSUFFICIENT_SCOPE);
  }
}
