package net.hostedmtasts.e2e.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import net.hostedmtasts.e2e.page.Chromium;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with a real OpenID Connect provider: the code flow with PKCE, step by step. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Chromium.class)
class ProviderSignInTest {
  private static final String BEGIN = "/sign-in/oidc";
  private static final String SESSION = "mta-sts-session";
  private final Pair pair;
  private String acme = "";

  ProviderSignInTest() {
    String issuer = Keycloak.get().issuer();
    pair =
        Pair.prepare(
            "sign-in",
            settings ->
                settings
                    .withControlPlane("sign-in.oidc.enabled", "true")
                    .withControlPlane("sign-in.oidc.name", "Keycloak")
                    .withControlPlane("sign-in.oidc.issuer", issuer)
                    .withControlPlane("sign-in.oidc.client-id", Keycloak.CLIENT_ID)
                    .withControlPlane("sign-in.oidc.client-secret", Keycloak.CLIENT_SECRET)
                    .withControlPlane("sign-in.oidc.group-pattern", "/mta-sts/{tenant}/{role}"));
  }

  @BeforeAll
  void start() {
    pair.startAll(0);
    acme = tenant("Acme");
    tenant("Globex");
  }

  @AfterAll
  void stop() {
    pair.close();
  }

  private String tenant(String name) {
    return pair.api()
        .send("POST", "/api/v1/tenants", "{\"name\": \"" + name + "\"}")
        .expect(201)
        .body()
        .at("/first_token/token")
        .asText();
  }

  private Visitor visitor() {
    return new Visitor(pair.deployment().controlPlane(1).api("/"));
  }

  private Api acme() {
    return pair.api().as(acme);
  }

  @Test
  void claims_give_tenant_and_role_and_the_session_is_ours_alone() {
    Visitor ada = visitor();
    JsonNode ways = Visitor.json(ada.get("/api/v1/sign-in"));
    assertThat(ways.path("methods")).hasSize(2);
    assertThat(ways.path("oidc_name").asText()).isEqualTo("Keycloak");
    assertThat(ada.signIn(ways.path("oidc_url").asText(), "ada")).isEqualTo("/");
    JsonNode session = ada.session();
    assertThat(session.path("name").asText()).isEqualTo("Ada Berg");
    assertThat(session.path("email").asText()).isEqualTo("ada@example.com");
    assertThat(session.at("/tenant/name").asText()).isEqualTo("Acme");
    assertThat(session.path("role").asText()).isEqualTo("admin");
    assertThat(session.path("tenants").findValuesAsText("name")).containsExactly("Acme", "Globex");
    assertThat(session.path("operator").asBoolean()).isFalse();
    assertThat(session.path("sign_out_url").asText())
        .startsWith(Keycloak.get().issuer())
        .contains("client_id=mta-sts", "post_logout_redirect_uri=");
    // Whatever the framework keeps for itself was never sent.
    assertThat(ada.everSet()).noneMatch(cookie -> cookie.startsWith("q_session"));
    assertThat(ada.everSet())
        .filteredOn(cookie -> cookie.startsWith(SESSION))
        .singleElement()
        .asString()
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Lax", "Path=/");
  }

  @Test
  void in_a_browser_the_provider_leads_back_to_the_domain_that_was_asked_for(Browser browser) {
    Hosted hosted = acme().add(Pair.freshName());
    String service = pair.deployment().controlPlane(1).api("/").toString();
    try (BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setBaseURL(service))) {
      context.setDefaultTimeout(Chromium.LIMIT);
      Page page = context.newPage();
      page.navigate("/domains/" + hosted.domain());
      page.getByText("Sign in with Keycloak").click();
      page.locator("#username").fill("ada");
      page.locator("#password").fill("ada's password");
      page.locator("#kc-login").click();

      Locator heading = page.locator("main h1");
      PlaywrightAssertions.assertThat(heading).hasText(hosted.domain());
      page.locator(".bar select").selectOption(new SelectOption().setLabel("Globex"));
      PlaywrightAssertions.assertThat(heading).hasText("Domains");
      PlaywrightAssertions.assertThat(page.locator("body")).not().containsText(hosted.domain());
      page.getByText("Sign out").click();
      page.waitForURL(address -> address.startsWith(Keycloak.get().issuer()));
    }
  }

  @Test
  void the_flow_has_pkce_state_and_nonce() {
    URI provider = Visitor.location(visitor().get(BEGIN));
    assertThat(provider.getQuery())
        .contains(
            "code_challenge_method=S256", "code_challenge=", "state=", "nonce=", "scope=openid")
        .contains("response_type=code");
  }

  @Test
  void a_viewer_reads_and_writes_nothing() {
    Visitor vic = visitor();
    vic.signIn("vic");
    assertThat(vic.page("GET", "/api/v1/domains", "").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = vic.page("POST", "/api/v1/domains", "{\"name\": \"v.example\"}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Visitor.json(refused).path("type").asText())
        .isEqualTo("/problems/insufficient-scope");
    assertThat(vic.page("GET", "/api/v1/members", "").statusCode()).isEqualTo(403);
  }

  @Test
  void another_site_changes_nothing_and_the_audit_log_names_the_person() {
    Visitor ada = visitor();
    ada.signIn("ada");
    String domain = "{\"name\": \"" + Pair.freshName() + "\"}";
    HttpResponse<String> foreign = ada.foreign("POST", "/api/v1/domains", domain);
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(Visitor.json(foreign).path("type").asText()).isEqualTo("/problems/csrf");
    assertThat(ada.page("POST", "/api/v1/domains", domain).statusCode()).isEqualTo(201);
    List<String> actors =
        acme().get("/api/v1/audit?limit=5").expect(200).body().findValuesAsText("actor");
    assertThat(actors).contains("ada@example.com");
  }

  @Test
  void signing_out_ends_the_session() {
    Visitor ada = visitor();
    ada.signIn("ada");
    String cookie = ada.cookie(SESSION);
    assertThat(ada.page("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(204);
    assertThat(ada.cookie(SESSION)).isEmpty();
    ada.plant(SESSION, cookie);
    assertThat(ada.get("/api/v1/session").statusCode()).isEqualTo(401);
  }

  @Test
  void a_value_that_was_there_before_is_never_taken_over() {
    Visitor ada = visitor();
    String planted = "A".repeat(43);
    ada.plant(SESSION, planted);
    ada.signIn("ada");
    assertThat(ada.cookie(SESSION)).isNotEqualTo(planted).hasSize(43);
  }

  @Test
  void a_page_of_the_service_is_gone_to_after_the_sign_in() {
    assertThat(visitor().signIn(BEGIN + "?to=" + Visitor.encoded("/domains/a.example"), "ada"))
        .isEqualTo("/domains/a.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "",
        "/a\r\nb"
      })
  void nobody_is_sent_to_another_site(String target) {
    HttpResponse<String> refused = visitor().get(BEGIN + "?to=" + Visitor.encoded(target));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void a_planted_target_is_looked_at_again() {
    Visitor ada = visitor();
    URI back = ada.throughProvider(BEGIN, "ada");
    ada.plant("mta-sts-sign-in-to", Visitor.encoded("//evil.example"));
    assertThat(Visitor.location(ada.get(back)).getRawPath()).isEqualTo("/");
  }

  @Test
  void the_answer_to_another_browsers_sign_in_is_refused() {
    URI stolen = visitor().throughProvider(BEGIN, "ada");
    Visitor victim = visitor();
    victim.get(stolen);
    assertThat(victim.cookie(SESSION)).isEmpty();
    Visitor withOwnState = visitor();
    withOwnState.get(BEGIN);
    withOwnState.get(stolen);
    assertThat(withOwnState.cookie(SESSION)).isEmpty();
  }

  @Test
  void a_changed_state_or_code_is_refused() {
    for (String parameter : List.of("state", "code")) {
      Visitor ada = visitor();
      URI back = ada.throughProvider(BEGIN, "ada");
      HttpResponse<String> answer = ada.get(changed(back, parameter));
      assertThat(ada.cookie(SESSION)).as(parameter).isEmpty();
      assertThat(answer.statusCode()).as(parameter).isIn(302, 303);
    }
  }

  @Test
  void a_changed_nonce_is_refused_with_a_page_that_says_so() {
    Visitor ada = visitor();
    URI provider = Visitor.location(ada.get(BEGIN));
    HttpResponse<String> answer = ada.get(ada.logIn(changed(provider, "nonce"), "ada"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(Visitor.location(answer)).hasPath("/sign-in").hasQuery("error=failed");
    assertThat(ada.cookie(SESSION)).isEmpty();
  }

  private static URI changed(URI address, String parameter) {
    String text = address.toString();
    String changed =
        Pattern.compile("([?&]" + parameter + "=)[^&]+").matcher(text).replaceFirst("$1tampered");
    assertThat(changed).isNotEqualTo(text);
    return URI.create(changed);
  }

  @Test
  void an_answer_is_taken_once() {
    Visitor ada = visitor();
    URI back = ada.throughProvider(BEGIN, "ada");
    ada.get(back);
    String first = ada.cookie(SESSION);
    ada.get(back);
    assertThat(ada.cookie(SESSION)).isEqualTo(first);
  }

  @Test
  void whom_nothing_lets_in_is_told_and_an_invitation_lets_them_in_by_a_verified_address() {
    Visitor dan = visitor();
    assertThat(dan.signIn("dan")).isEqualTo("/sign-in?error=no-access");
    assertThat(dan.cookie(SESSION)).isEmpty();
    String member = invite("dan@example.com");
    assertThat(visitor().signIn("dan")).isEqualTo("/");
    Visitor again = visitor();
    again.signIn("dan");
    assertThat(again.session().path("role").asText()).isEqualTo("editor");
    acme().send("PATCH", "/api/v1/members/" + member, "{\"role\": \"viewer\"}").expect(200);
    assertThat(again.session().path("role").asText()).isEqualTo("viewer");
    acme().send("DELETE", "/api/v1/members/" + member, "").expect(204);
    assertThat(again.get("/api/v1/session").statusCode()).isEqualTo(401);
  }

  @Test
  void an_address_that_the_provider_has_not_verified_is_nobodys() {
    invite("eve@example.com");
    assertThat(visitor().signIn("eve")).isEqualTo("/sign-in?error=no-access");
  }

  private String invite(String email) {
    return acme()
        .send("POST", "/api/v1/members", "{\"email\": \"" + email + "\", \"role\": \"editor\"}")
        .expect(201)
        .body()
        .path("id")
        .asText();
  }

  @Test
  void one_person_in_two_tenants_sees_one_of_them_at_a_time() {
    Visitor ada = visitor();
    ada.signIn("ada");
    String domain = Pair.freshName();
    ada.page("POST", "/api/v1/domains", "{\"name\": \"" + domain + "\"}");
    String globex = ada.session().at("/tenants/1/id").asText();
    HttpResponse<String> entered =
        ada.page("PATCH", "/api/v1/session", "{\"tenant\": \"" + globex + "\"}");
    assertThat(entered.statusCode()).isEqualTo(200);
    assertThat(ada.session().path("role").asText()).isEqualTo("editor");
    assertThat(ada.get("/api/v1/domains/" + domain).statusCode()).isEqualTo(404);
    String acmeId = ada.session().at("/tenants/0/id").asText();
    ada.page("PATCH", "/api/v1/session", "{\"tenant\": \"" + acmeId + "\"}");
    assertThat(ada.get("/api/v1/domains/" + domain).statusCode()).isEqualTo(200);
  }

  @Test
  void what_the_provider_gives_out_is_no_token_of_the_api() {
    Visitor ada = visitor();
    URI back = ada.throughProvider(BEGIN, "ada");
    String code = back.getQuery().replaceAll(".*code=([^&]+).*", "$1");
    assertThat(acme().as(code).get("/api/v1/domains").status()).isEqualTo(401);
  }
}
