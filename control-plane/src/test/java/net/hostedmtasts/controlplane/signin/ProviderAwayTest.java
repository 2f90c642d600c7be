package net.hostedmtasts.controlplane.signin;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.asOperator;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import net.hostedmtasts.controlplane.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service starts and works without the provider that people sign in with. */
@QuarkusTest
@Tag("service")
@TestProfile(ProviderAwayTest.Away.class)
@QuarkusTestResource(value = Services.class, restrictToAnnotatedClass = true)
class ProviderAwayTest {

  /** A provider at a port where nobody listens. */
  public static class Away implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "sign-in.oidc.enabled", "true",
          "sign-in.oidc.name", "Example ID",
          "sign-in.oidc.issuer", "http://127.0.0.1:9/realms/away",
          "sign-in.oidc.client-id", "mta-sts",
          "sign-in.oidc.client-secret", "only-for-tests-0123456789-0123456789");
    }
  }

  @Test
  void the_sign_in_says_that_the_provider_is_away() {
    given()
        .redirects()
        .follow(false)
        .get("/sign-in/oidc")
        .then()
        .statusCode(303)
        .header("Location", endsWith("/sign-in?error=unavailable"));
  }

  @Test
  void tokens_are_as_good_as_ever() {
    asOperator().get("/api/v1/audit").then().statusCode(200);
    given()
        .get("/api/v1/sign-in")
        .then()
        .body("methods", contains("token", "oidc"))
        .body("oidc_name", equalTo("Example ID"))
        .body("oidc_url", equalTo("/sign-in/oidc"));
  }
}
