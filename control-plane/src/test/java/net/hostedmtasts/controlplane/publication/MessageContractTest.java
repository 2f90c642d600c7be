package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.ContractFiles;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.DelegationLabel;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyId;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this service writes into the topics (deploy/contract/schemas). */
class MessageContractTest {
  private static final long REVISION = 1_795_500_000_000_000L;
  private static final ZoneSettings ZONE =
      new SmallRyeConfigBuilder()
          .withMapping(ZoneSettings.class)
          .withSources(new PropertiesConfigSource(Map.of("zone.name", "z.example"), "test", 100))
          .build()
          .getConfigMapping(ZoneSettings.class);

  private static final CaaIssue CAA = () -> List.of("ca.example; validationmethods=http-01");

  private static byte[] served(PublishedTopic topic, String key, String body) {
    return MessageRenderer.served(
        new Desired(PublicationKey.of(topic, key), REVISION, true, body, null));
  }

  private static Observed observed(PublishedTopic topic, String key, byte[] value) {
    return Observed.of(topic, new ConsumerRecord<>(topic.topicName(), 0, 3, key, value));
  }

  @Test
  void a_served_policy() {
    byte[] message =
        served(
            PublishedTopic.POLICIES,
            "example.com",
            "{\"mode\": \"testing\", \"document\": \"version: STSv1\\r\\nmode: testing\\r\\n\"}");
    assertThat(ContractFiles.violations("policy-changed", message)).isEmpty();
    assertThat(observed(PublishedTopic.POLICIES, "example.com", message))
        .isEqualTo(new Observed(REVISION, true, 0, 0, 3));
  }

  @Test
  void a_label_without_an_id() {
    byte[] message =
        served(
            PublishedTopic.RECORDS,
            DelegationLabel.random().value(),
            LabelRecord.withoutId(ZONE, CAA).body());
    assertThat(ContractFiles.violations("record-changed", message)).isEmpty();
    assertThat(text(message)).doesNotContain("mta_sts");
    assertThat(LabelRecord.carriesId(LabelRecord.withoutId(ZONE, CAA).body())).isFalse();
  }

  @Test
  void a_label_with_an_id_names_the_policy_revision_it_belongs_to() {
    LabelRecord names =
        LabelRecord.withId(ZONE, CAA, PolicyDomain.parse("example.com"), new PolicyId("1"), 42);
    byte[] message = served(PublishedTopic.RECORDS, DelegationLabel.random().value(), names.body());
    assertThat(ContractFiles.violations("record-changed", message)).isEmpty();
    assertThat(text(message))
        .contains("\"text\":\"v=STSv1; id=1;\"")
        .contains(
            "{\"flags\":0,\"tag\":\"issue\",\"value\":\"ca.example; validationmethods=http-01\"}");
    assertThat(
            observed(PublishedTopic.RECORDS, DelegationLabel.random().value(), message)
                .policyRevision())
        .isEqualTo(42);
    assertThat(LabelRecord.carriesId(names.body())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy-changed", "record-changed", "certificate-changed"})
  void a_withdrawal(String schema) {
    byte[] message = MessageRenderer.withdrawn(REVISION);
    assertThat(ContractFiles.violations(schema, message)).isEmpty();
    assertThat(observed(PublishedTopic.POLICIES, "example.com", message))
        .isEqualTo(new Observed(REVISION, false, 0, 0, 3));
  }

  @Test
  void a_census_is_read_back() {
    Census census =
        Census.of(
            REVISION,
            "5f0c2f0e-8a0e-4a53-9f5e-1f6f0b3f7c11",
            new ObservedTopic("x0mJ2rYbQ3mJ0Y5m2K3h5A", 6),
            7,
            Instant.parse("2026-11-24T10:15:00Z"));
    assertThat(ContractFiles.violations("census", census.bytes())).isEmpty();
    assertThat(Census.read(census.bytes())).contains(census);
  }

  @Test
  void the_census_of_the_contract_is_read() {
    Census read = Census.read(ContractFiles.example("census")).orElseThrow();
    assertThat(read.keys()).isEqualTo(1);
    assertThat(read.partitions()).isEqualTo(6);
    assertThat(read.topicId()).isEqualTo("x0mJ2rYbQ3mJ0Y5m2K3h5A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{",
        "{\"topic_id\": \"x\"}",
        "{\"installation_id\": null, \"topic_id\": \"x\"}"
      })
  void a_census_that_cannot_be_read_is_passed_over(String value) {
    assertThat(Census.read(value.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void unknown_fields_of_a_census_are_ignored() {
    assertThat(
            Census.read(
                "{\"installation_id\": \"i\", \"topic_id\": \"t\", \"keys\": 3, \"mood\": [1]}"
                    .getBytes(StandardCharsets.UTF_8)))
        .map(Census::keys)
        .contains(3L);
  }

  @Test
  void every_key_of_the_examples_is_a_possible_one() {
    assertThat(
            List.of(
                ContractFiles.key("policy-changed.served"),
                ContractFiles.key("record-changed.served"),
                ContractFiles.key("certificate-changed.served")))
        .allMatch(PublicationKey::possible);
  }

  private static String text(byte[] message) {
    return new String(message, StandardCharsets.UTF_8);
  }
}
