package net.hostedmtasts.controlplane.limit;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.newToken;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("service")
@TestProfile(RateLimitsTest.Few.class)
@QuarkusTestResource(value = Services.class, restrictToAnnotatedClass = true)
class RateLimitsTest {
  private static final int REQUESTS = 5;
  private static final int SIGN_INS = 3;

  /** Limits that a test reaches, over a time in which nothing is filled up. */
  public static class Few implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "rate-limits.requests", Integer.toString(REQUESTS),
          "rate-limits.sign-ins", Integer.toString(SIGN_INS),
          "rate-limits.window", "PT1H",
          "quarkus.http.cors.enabled", "true",
          "quarkus.http.cors.origins", "https://dashboard.example");
    }
  }

  private static Response signIn(String forwardedFor) {
    return given()
        .header("X-Forwarded-For", forwardedFor)
        .contentType(ContentType.JSON)
        .body(Map.of("token", "mtasts_0000000000000000000000000000000000000000000"))
        .post("/api/v1/session");
  }

  @Test
  void a_token_may_ask_so_often_and_others_are_not_concerned() {
    String admin = newTenant();
    String token = newToken(admin, "read");
    for (int left = REQUESTS - 1; left >= 0; left--) {
      Response answer = as(token).get("/api/v1/audit");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"requests\";q=5;w=3600");
      assertThat(answer.header("RateLimit")).startsWith("\"requests\";r=" + left + ";t=");
    }
    Response refused = as(token).get("/api/v1/audit");
    problem(refused.then(), Reason.RATE_LIMITED);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 720);
    as(admin).get("/api/v1/audit").then().statusCode(200);
    given().get("/problems/rate-limited").then().statusCode(200);
  }

  @Test
  void an_address_may_try_so_often_to_sign_in_and_cannot_say_that_it_is_another() {
    for (int i = 0; i < SIGN_INS; i++) {
      problem(signIn("192.0.2." + i).then(), Reason.UNAUTHENTICATED);
    }
    Response refused = signIn("192.0.2.100");
    problem(refused.then(), Reason.RATE_LIMITED);
    assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"sign-ins\";q=3;w=3600");
    assertThat(refused.header("Retry-After")).isNotBlank();
  }

  @Test
  void a_page_of_another_site_reads_answers_only_where_it_is_allowed_and_never_with_cookies() {
    given()
        .header("Origin", "https://dashboard.example")
        .header("Access-Control-Request-Method", "GET")
        .options("/api/v1/domains")
        .then()
        .header("Access-Control-Allow-Origin", equalTo("https://dashboard.example"))
        .header("Access-Control-Allow-Credentials", equalTo("false"));
    Response foreign =
        given()
            .header("Origin", "https://evil.example")
            .header("Access-Control-Request-Method", "GET")
            .options("/api/v1/domains");
    assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
  }
}
