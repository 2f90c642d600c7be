package net.hostedmtasts.controlplane.session;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A browser that is signed in: its cookie, and the token that its page has read. */
public record Browser(String cookie, String csrfToken) {

  static Browser signIn(String token) {
    Response answer = attempt(token);
    answer.then().statusCode(201);
    return new Browser(answer.cookie(SessionCookie.ON_LOOPBACK), answer.path("csrf_token"));
  }

  static Response attempt(String token) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("token", token))
        .post("/api/v1/session");
  }

  /** A request of the page itself. */
  public RequestSpecification page() {
    return foreign().header("X-CSRF-Token", csrfToken);
  }

  /** A request that another site made the browser send. */
  RequestSpecification foreign() {
    return given().cookie(SessionCookie.ON_LOOPBACK, cookie).contentType(ContentType.JSON);
  }
}
