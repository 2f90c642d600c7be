package net.hostedmtasts.controlplane.publication;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;

import io.restassured.path.json.JsonPath;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;

/** A tenant that adds, enables and removes domains through the API. */
record TestOwner(String token) {
  static TestOwner fresh() {
    return new TestOwner(newTenant());
  }

  /** A domain that is enabled, with one pinned MX host. */
  String enabled() {
    String name = added();
    Services.delegated(name);
    as(token)
        .header("If-Match", "\"0\"")
        .body(
            "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"mx.example.com\"]}}")
        .put(path(name) + "/mta-sts")
        .then()
        .statusCode(200);
    return name;
  }

  private String added() {
    String name = "d" + UUID.randomUUID() + ".example";
    as(token).body(Map.of("name", name)).post("/api/v1/domains").then().statusCode(201);
    return name;
  }

  /** The name of a domain that has been removed: only its rows are left. */
  String removed() {
    String name = added();
    as(token).delete(path(name)).then().statusCode(204);
    return name;
  }

  void disable(String name) {
    as(token)
        .header("If-Match", "*")
        .delete(path(name) + "/mta-sts?confirm=" + name)
        .then()
        .statusCode(200);
  }

  String label(String name) {
    return as(token).get(path(name)).then().statusCode(200).extract().path("label");
  }

  JsonPath mtaSts(String name) {
    return as(token).get(path(name) + "/mta-sts").then().statusCode(200).extract().jsonPath();
  }

  private static String path(String name) {
    return "/api/v1/domains/" + name;
  }
}
