package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One finding as the API shows it. Each call asserts one part of it. */
record SeenFinding(JsonNode json) {
  private static final Duration RECENT = Duration.ofMinutes(2);

  String code() {
    return json.path("code").asText();
  }

  SeenFinding severity(String severity) {
    assertThat(json.path("severity").asText()).as("severity of %s", json).isEqualTo(severity);
    return this;
  }

  SeenFinding about(String subject) {
    assertThat(json.path("subject").asText()).as("subject of %s", json).isEqualTo(subject);
    return this;
  }

  /** What is expected, which the advice names. */
  SeenFinding expecting(String expected) {
    assertThat(advice()).as("the advice names what is expected").contains(expected);
    return expectingOnly(expected);
  }

  /** What is expected, where the advice is about something else. */
  SeenFinding expectingOnly(String expected) {
    assertThat(json.path("expected").asText())
        .as("what is expected in %s", json)
        .isEqualTo(expected);
    return this;
  }

  SeenFinding expectingNothingParticular() {
    assertThat(json.has("expected")).as("something is expected in %s", json).isFalse();
    return this;
  }

  /** Somebody whose name has {@code server} in it has answered something with {@code value}. */
  SeenFinding found(String value, String server) {
    assertThat(
            StreamSupport.stream(json.path("found").spliterator(), false)
                .filter(one -> one.path("value").asText().contains(value))
                .filter(one -> one.path("server").asText().contains(server)))
        .as("\"%s\" from %s in %s", value, server, json)
        .isNotEmpty()
        .allSatisfy(SeenFinding::isRecent);
    return this;
  }

  /** The same, with the time that caches may go on saying so. */
  SeenFinding foundWithTtl(String value, String server) {
    found(value, server);
    assertThat(json.path("found").findValues("ttl_left")).as("TTLs in %s", json).isNotEmpty();
    return this;
  }

  SeenFinding foundNothing() {
    assertThat(json.path("found")).as("what was found in %s", json).isEmpty();
    return this;
  }

  /** A sentence with all its places filled in, that has {@code part} in it. */
  SeenFinding advises(String part) {
    assertThat(advice())
        .as("advice of %s", json)
        .contains(part)
        .matches("[A-Z].{20,}")
        .doesNotContain("{", "}");
    return this;
  }

  String advice() {
    return json.path("advice").asText();
  }

  String foundValues() {
    return json.path("found").findValuesAsText("value").stream().collect(Collectors.joining(", "));
  }

  private static void isRecent(JsonNode found) {
    Instant at = Instant.parse(found.path("at").asText());
    assertThat(at).isBetween(Instant.now().minus(RECENT), Instant.now().plus(RECENT));
  }
}
