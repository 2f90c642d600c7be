package net.hostedmtasts.e2e.life;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import net.hostedmtasts.e2e.pair.Answer;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ownerdns.OwnerDns;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One domain, as its owner sees it at the API and changes it in the DNS. */
record Watched(Pair pair, Api api, Hosted hosted) {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** A policy that tests, with MX hosts that are not the domain's. */
  static final String TESTING =
      """
      {"mode": "testing", "max_age": 86400, "mx": {"source": "pinned", "patterns": ["mx0.mail.test"]}}
      """;

  /** A new domain of the operator's own tenant; nothing is in the DNS but its zone. */
  static Watched add(Pair pair) {
    return add(pair, pair.api(), Pair.freshName());
  }

  static Watched add(Pair pair, Api api, String name) {
    pair.deployment().ownerDns().addZone(name);
    return new Watched(pair, api, api.add(name));
  }

  // The DNS.

  OwnerDns dns() {
    return pair.deployment().ownerDns();
  }

  String domain() {
    return hosted.domain();
  }

  String policyName() {
    return hosted.policyHost();
  }

  String textName() {
    return "_mta-sts." + hosted.domain();
  }

  /** Target of the CNAME record at the policy host. */
  String policyTarget() {
    return hosted.label() + ".policy." + Pair.ZONE + ".";
  }

  /** Target of the CNAME record at the TXT record's name. */
  String textTarget() {
    return hosted.txtName() + ".";
  }

  /** The owner's name server as findings name it. */
  String nameServer() {
    return "ns." + domain() + " (127.0.0.1)";
  }

  /** Both CNAME records. */
  Watched delegate() {
    dns().set(policyName(), "CNAME", policyTarget());
    dns().set(textName(), "CNAME", textTarget());
    return this;
  }

  /**
   * From now on the resolver answers this for the name, whatever the owner's name servers say: as
   * one that the owner's old records are in the cache of.
   */
  Watched resolverSays(String name, String type, String... values) {
    dns().set(name, type, values);
    dns().remember(name, type, Duration.ofMinutes(10));
    dns().remove(name);
    return this;
  }

  // The API.

  Watched enable() {
    return enable(TESTING);
  }

  /** Saves a configuration, and enables the domain. */
  Watched enable(String configuration) {
    put(configuration).expect(200);
    return this;
  }

  Answer put(String configuration) {
    return api.send(
        "PUT", Api.path(hosted), configuration, "If-Match", api.mtaSts(hosted).version());
  }

  Watched activate() {
    delegate().enable().awaitStatus("active");
    return this;
  }

  /** Asks for a check at once. */
  void checkNow() {
    api.send("POST", "/api/v1/domains/" + domain() + "/checks", "").expect(202);
  }

  JsonNode shown() {
    return api.mtaSts(hosted).body();
  }

  String status() {
    return shown().path("status").asText();
  }

  Watched awaitStatus(String status) {
    await("status " + status, shown -> shown.path("status").asText().equals(status));
    return this;
  }

  /** The newest state of the CNAME record at a name. */
  String cname(String name) {
    return StreamSupport.stream(shown().path("cnames").spliterator(), false)
        .filter(one -> one.path("name").asText().equals(name))
        .map(one -> one.path("state").asText())
        .findFirst()
        .orElse("none");
  }

  Watched awaitCnames(String policy, String text) {
    await(
        "CNAME records " + policy + " and " + text,
        shown -> shown.path("cnames").findValuesAsText("state").equals(List.of(policy, text)));
    return this;
  }

  List<String> codes() {
    return shown().path("findings").findValuesAsText("code");
  }

  SeenFinding awaitFinding(String code) {
    return awaitFinding(code, "");
  }

  /** Waits until there is one with this code about this subject, any if it is "". */
  SeenFinding awaitFinding(String code, String subject) {
    JsonNode shown =
        shownOnce(
            "finding " + code + " " + subject, now -> finding(now, code, subject).isPresent());
    return finding(shown, code, subject).orElseThrow();
  }

  Watched awaitNo(String code) {
    return await("no finding " + code, shown -> finding(shown, code, "").isEmpty());
  }

  /** Waits until so many more checks have ended. */
  Watched awaitChecks(int many) {
    for (int check = 0; check < many; check++) {
      String before = shown().path("checked_at").asText();
      await("one more check", shown -> !shown.path("checked_at").asText().equals(before));
    }
    return this;
  }

  Watched await(String what, Predicate<JsonNode> condition) {
    shownOnce(what, condition);
    return this;
  }

  /** What the API shows as soon as a condition holds. */
  private JsonNode shownOnce(String what, Predicate<JsonNode> condition) {
    List<JsonNode> seen = new ArrayList<>(List.of(shown()));
    try {
      Awaitility.await(domain() + ": " + what)
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                seen.set(0, shown());
                return condition.test(seen.get(0));
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(domain() + " never had " + what + ": " + seen, e);
    }
    return seen.get(0);
  }

  private static Optional<SeenFinding> finding(JsonNode shown, String code, String subject) {
    return StreamSupport.stream(shown.path("findings").spliterator(), false)
        .map(SeenFinding::new)
        .filter(one -> one.code().equals(code))
        .filter(one -> subject.isEmpty() || one.json().path("subject").asText().equals(subject))
        .findFirst();
  }
}
