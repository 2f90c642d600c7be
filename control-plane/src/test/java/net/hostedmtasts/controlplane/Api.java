package net.hostedmtasts.controlplane;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.problem.Reason;

/** Calls of the API as its users make them. */
public final class Api {
  private Api() {}

  /** With the first admin token of the operator. */
  public static RequestSpecification asOperator() {
    return as(Services.ADMIN_TOKEN);
  }

  /** With a token. */
  public static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
  }

  /** Adds a tenant and returns its first admin token. */
  public static String newTenant() {
    return asOperator()
        .body(Map.of("name", "tenant " + UUID.randomUUID()))
        .post("/api/v1/tenants")
        .then()
        .statusCode(201)
        .extract()
        .path("first_token.token");
  }

  /** Creates a token of the tenant that has {@code adminToken}. */
  public static String newToken(String adminToken, String scope) {
    return as(adminToken)
        .body(Map.of("name", scope, "scope", scope))
        .post("/api/v1/tokens")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  /** Checks that an answer is a whole problem of this type (RFC 9457), and goes on with it. */
  public static ValidatableResponse problem(ValidatableResponse answer, Reason reason) {
    return answer
        .statusCode(reason.status())
        .contentType("application/problem+json")
        .body("type", equalTo(reason.type()))
        .body("title", equalTo(reason.title()))
        .body("status", equalTo(reason.status()))
        .body("detail", not(emptyOrNullString()));
  }
}
