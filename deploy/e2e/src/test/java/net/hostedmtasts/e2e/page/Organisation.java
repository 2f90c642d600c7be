package net.hostedmtasts.e2e.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;

/** A tenant of a test's own: its pages show what the test has made and nothing else. */
record Organisation(Pair pair, String name, String token) {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(60);

  /** Follows the MX records of the domain. */
  static final String TESTING =
      """
      {"mode": "testing", "max_age": 86400, "mx": {"source": "auto", "patterns": []}}
      """;

  /** Enforces at once: senders hold that for a day, so that it cannot end before. */
  static final String ENFORCED =
      """
      {"mode": "enforce", "max_age": 86400, "mx": {"source": "auto", "patterns": []},
       "acknowledge": ["enforce-early"]}
      """;

  /** One whose name begins so; no other has the same. */
  static Organisation add(Pair pair, String called) {
    String name = called + " " + COUNT.incrementAndGet();
    JsonNode added =
        pair.api()
            .send("POST", "/api/v1/tenants", "{\"name\": \"" + name + "\"}")
            .expect(201)
            .body();
    return new Organisation(pair, name, added.path("first_token").path("token").asText());
  }

  Api api() {
    return pair.api().as(token);
  }

  /** A name that no other test uses, with a zone at its owner's name server. */
  String domainInDns() {
    String domain = Pair.freshName();
    pair.deployment().ownerDns().addZone(domain);
    return domain;
  }

  /** A domain that was added; nothing is set in the DNS but its zone. */
  Hosted added() {
    return api().add(domainInDns());
  }

  /** A domain with this configuration; nothing is set in the DNS but its zone. */
  Hosted enabled(String configuration) {
    Hosted hosted = added();
    String version = api().mtaSts(hosted).version();
    api().send("PUT", Api.path(hosted), configuration, "If-Match", version).expect(200);
    return hosted;
  }

  /** A domain that is {@code active} with this configuration. */
  Hosted active(String configuration) {
    Hosted hosted = enabled(configuration);
    delegate(hosted);
    Pair.await(
        hosted.domain() + " is active",
        ACTIVE_LIMIT,
        () -> shown(hosted).path("status").asText().equals("active"));
    return hosted;
  }

  /** The owner sets both CNAME records. */
  void delegate(Hosted hosted) {
    JsonNode domain = api().get("/api/v1/domains/" + hosted.domain()).expect(200).body();
    pair.deployment().ownerDns().delegate(hosted.domain(), domain.path("records"));
  }

  /** The domain's MTA-STS as the API shows it. */
  JsonNode shown(Hosted hosted) {
    return api().mtaSts(hosted).body();
  }
}
