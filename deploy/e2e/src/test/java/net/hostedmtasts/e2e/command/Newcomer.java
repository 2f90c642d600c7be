package net.hostedmtasts.e2e.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Somebody with a shell: the API by {@code curl}, the owner's DNS by its script. */
record Newcomer(Launched launched, String domain) {
  /** The answer of the API. */
  record Answered(int status, JsonNode body) {
    Answered expect(int expected) {
      assertThat(status).as("status with %s", body).isEqualTo(expected);
      return this;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Changes the owner's DNS. */
  String ownerDns(String command) {
    return Shell.run(
        Launched.HOME + "/deploy/owner-dns.sh --port-base " + launched.portBase() + " " + command);
  }

  /** A path below the domain's own one; {@code options} are those of {@code curl}. */
  Answered api(String method, String path, String body, String... options) {
    return call(method, "/domains/" + domain + path, body, options);
  }

  Answered add() {
    return call("POST", "/domains", "{\"name\": \"" + domain + "\"}");
  }

  /** Saves the policy as it is now. */
  Answered put(String policy) {
    String etag =
        Shell.run(
            curl("GET", "/domains/" + domain + "/mta-sts", "-D - -o /dev/null")
                + " | tr -d '\\r' | sed -n 's/^etag: //Ip'");
    return api("PUT", "/mta-sts", policy, "-H 'If-Match: " + etag.strip() + "'");
  }

  JsonNode shown() {
    return api("GET", "/mta-sts", "").expect(200).body();
  }

  String status() {
    return shown().path("status").asText();
  }

  List<String> codes() {
    return shown().path("findings").findValuesAsText("code");
  }

  /** How long it takes until the API shows this. */
  Duration until(String what, Predicate<JsonNode> condition) {
    long begin = System.nanoTime();
    await(domain + " " + what)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> condition.test(shown()));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  Duration untilStatus(String status) {
    return until("is " + status, shown -> shown.path("status").asText().equals(status));
  }

  /** Asks for a check as soon as one more may be asked for. */
  void checkNow() {
    await("a check is taken on")
        .atMost(LIMIT)
        .until(() -> api("POST", "/checks", "").status() == 202);
  }

  private Answered call(String method, String path, String body, String... options) {
    String data = body.isEmpty() ? "" : "-H 'Content-Type: application/json' -d '" + body + "' ";
    String answer =
        Shell.run(curl(method, path, data + String.join(" ", options) + " -w '\\n%{http_code}'"));
    int end = answer.lastIndexOf('\n');
    return new Answered(
        Integer.parseInt(answer.substring(end + 1)), json(answer.substring(0, end)));
  }

  private String curl(String method, String path, String options) {
    return "curl -sS -X "
        + method
        + " -H \"Authorization: Bearer $(cat "
        + launched.data().resolve("admin-token")
        + ")\" "
        + options
        + " "
        + launched.after("API")
        + path;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }
}
