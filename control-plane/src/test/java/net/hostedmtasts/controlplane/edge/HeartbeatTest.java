package net.hostedmtasts.controlplane.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.ContractFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading {@code mta-sts.edges} (deploy/contract). */
class HeartbeatTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_example_of_the_contract_is_read() {
    Heartbeat read = Heartbeat.read(ContractFiles.example("heartbeat.ready")).orElseThrow();
    assertThat(read.ready()).isTrue();
    assertThat(read.sealingKeyIds()).containsExactly("4bf5122f344554c5");
    assertThat(read.entries()).containsEntry("mta-sts.records", 2L);
    assertThat(read.cannotRead("mta-sts.policies", "broken.example")).isTrue();
    assertThat(read.cannotRead("mta-sts.policies", "example.com")).isFalse();
    String id = "x0mJ2rYbQ3mJ0Y5m2K3h5A";
    assertThat(read.has("mta-sts.policies", id, "example.com", 0, 11)).isTrue();
    assertThat(read.has("mta-sts.policies", id, "example.com", 0, 12)).isFalse();
    assertThat(read.has("mta-sts.policies", id, "example.com", 6, 0)).isFalse();
    assertThat(read.has("mta-sts.records", id, "example.com", 0, 0)).isFalse();
  }

  @Test
  void unknown_fields_are_ignored() {
    assertThat(
            Heartbeat.read(
                bytes(
                    """
                    {"state": "ready", "mood": {"good": [1]}, "applied": {"t": {"topic_id": "i", "offsets": [1], "x": 2}},
                     "unreadable": {"t": {"keys": [], "count": 0, "x": 2}}}
                    """)))
        .isPresent();
  }

  @Test
  void what_is_not_said_is_empty() {
    Heartbeat read = Heartbeat.read(bytes("{\"state\": \"loading\"}")).orElseThrow();
    assertThat(read.entries()).isEmpty();
    assertThat(read.applied()).isEmpty();
    assertThat(read.counts()).isFalse();
  }

  @Test
  void offsets_without_a_topic_id_count_as_nothing_applied() {
    Heartbeat read =
        Heartbeat.read(bytes("{\"state\": \"ready\", \"applied\": {\"t\": {\"offsets\": [5]}}}"))
            .orElseThrow();
    assertThat(read.has("t", "id", "k", 0, 0)).isFalse();
    assertThat(new EdgeSeen(read, Instant.EPOCH, 0).behind(new EdgeSeen(read, Instant.EPOCH, 0)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "\"ready\"",
        "{",
        "{}",
        "{\"state\": null}",
        "{\"state\": \"ready\", \"applied\": 5}",
        "{\"state\": \"ready\", \"applied\": {\"t\": null}}",
        "{\"state\": \"ready\", \"applied\": {\"t\": {\"topic_id\": \"i\", \"offsets\": [null]}}}",
        "{\"state\": \"ready\", \"entries\": {\"t\": \"many\"}}",
        "\u0000\u0001",
      })
  void what_cannot_be_read_is_passed_over(String value) {
    assertThat(Heartbeat.read(bytes(value))).isEmpty();
  }

  @Test
  void a_count_above_the_named_keys_may_mean_any_key() {
    Heartbeat.Unreadable some = new Heartbeat.Unreadable(List.of("a"), 2);
    assertThat(Map.of("a", some.mayContain("a"), "b", some.mayContain("b")))
        .isEqualTo(Map.of("a", true, "b", true));
  }
}
