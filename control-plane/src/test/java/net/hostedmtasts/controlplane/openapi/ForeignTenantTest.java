package net.hostedmtasts.controlplane.openapi;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.openapi.ApiDocument.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Walks the API document, so that no operation that comes later is left out. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class ForeignTenantTest {
  // What belongs to no tenant is the operator's.
  private static final String OPERATOR = "/api/v1/publication";
  private static final String SERVICE_HOSTS = "/api/v1/service-hosts";
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  @Test
  void what_belongs_to_another_tenant_is_not_there() {
    Map<String, String> foreign = belongings(newTenant());
    String token = newTenant();
    List<Operation> operations =
        ApiDocument.fetch().operations().stream()
            .filter(operation -> operation.path().contains("{"))
            .toList();
    assertThat(operations)
        .isNotEmpty()
        .allSatisfy(
            operation -> {
              Response answer = call(token, operation, foreign);
              assertThat(answer.statusCode()).isEqualTo(isOperators(operation) ? 403 : 404);
              assertThat(answer.contentType()).isEqualTo("application/problem+json");
            });
  }

  private static boolean isOperators(Operation operation) {
    return operation.path().startsWith(OPERATOR) || operation.path().startsWith(SERVICE_HOSTS);
  }

  /** One of everything, by the name of its path parameter. A new parameter is added here. */
  private static Map<String, String> belongings(String token) {
    Map<String, String> belongings = new HashMap<>();
    belongings.put(
        "/api/v1/tokens id", as(token).get("/api/v1/tokens").then().extract().path("items[0].id"));
    belongings.put(
        "/api/v1/members id",
        as(token)
            .body(Map.of("email", UUID.randomUUID() + "@example.com", "role", "viewer"))
            .post("/api/v1/members")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
    String webhook =
        as(token)
            .body(Map.of("url", "https://hooks.example.com/", "enabled", false))
            .post(WEBHOOKS)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    belongings.put(WEBHOOKS + " id", webhook);
    belongings.put(
        WEBHOOKS + " delivery",
        as(token)
            .post(WEBHOOKS + "/" + webhook + "/ping")
            .then()
            .statusCode(201)
            .extract()
            .path("id"));
    String domain = "d" + UUID.randomUUID() + ".example";
    as(token).body(Map.of("name", domain)).post("/api/v1/domains").then().statusCode(201);
    belongings.put("/api/v1/domains domain", domain);
    belongings.put("/api/v1/domains number", "1");
    belongings.put("/api/v1/domains host", "mx.example.com");
    belongings.put(OPERATOR + "/held-keys topic", "mta-sts.policies");
    belongings.put(OPERATOR + "/held-keys key", domain);
    belongings.put(SERVICE_HOSTS + " host", "reports.example.net");
    return belongings;
  }

  private static Response call(String token, Operation operation, Map<String, String> foreign) {
    String root = operation.path().substring(0, operation.path().indexOf("/{"));
    Matcher parameters = PARAMETER.matcher(operation.path());
    String path =
        parameters.replaceAll(
            parameter -> {
              String name = root + " " + parameter.group(1);
              assertThat(foreign).as("Add one to belongings()").containsKey(name);
              return Matcher.quoteReplacement(String.valueOf(foreign.get(name)));
            });
    var request = as(token).header("If-Match", "\"1\"");
    if (operation.method().equals("DELETE") && operation.path().endsWith("/mta-sts")) {
      request.queryParam("confirm", foreign.get("/api/v1/domains domain"));
    }
    return (operation.requestExample().isMissingNode()
            ? request
            : request.body(operation.requestExample().toString()))
        .request(operation.method(), path);
  }
}
