package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.hostedmtasts.controlplane.ContractFiles;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what the topics show (deploy/contract). */
class ObservedTest {
  private static final String POLICY = ", \"mode\": \"none\", \"document\": \"d\"}";

  private static Observed observed(PublishedTopic topic, String key, byte[] value) {
    return Observed.of(topic, new ConsumerRecord<>(topic.topicName(), 2, 17, key, value));
  }

  private static Observed observed(String value) {
    return observed(PublishedTopic.POLICIES, "example.com", value.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest(name = "{1}: revision {2}, served {3}, policy revision {4}")
  @CsvSource({
    "POLICIES,     policy-changed.served,         1795500000000000, true,  0",
    "POLICIES,     policy-changed.withdrawn,      1795500000000001, false, 0",
    "RECORDS,      record-changed.served,         1795500000000002, true,  1795500000000000",
    "RECORDS,      record-changed.without-id,     1795500000000003, true,  0",
    "RECORDS,      record-changed.withdrawn,      1795500000000004, false, 0",
    "CERTIFICATES, certificate-changed.served,    1795500000000003, true,  0",
    "CERTIFICATES, certificate-changed.withdrawn, 1795500000000005, false, 0",
  })
  void the_examples_of_the_contract_are_read(
      PublishedTopic topic, String example, long revision, boolean served, long policyRevision) {
    byte[] message = ContractFiles.example(example);
    String keyId = ContractFiles.keyId(example);
    assertThat(observed(topic, ContractFiles.key(example), message))
        .isEqualTo(new Observed(revision, served, policyRevision, 2, 17, keyId));
    assertThat(keyId.isEmpty()).isEqualTo(!example.equals("certificate-changed.served"));
  }

  @Test
  void unknown_fields_are_ignored() {
    assertThat(
            observed("{\"revision\": 1, \"state\": \"withdrawn\", \"x\": {\"y\": [1]}}").readable())
        .isTrue();
  }

  @ParameterizedTest(name = "revision {0} is readable: {1}")
  @CsvSource({
    "1,                    true",
    "9007199254740991,     true",
    "9007199254740992,     false",
    "9223372036854775807,  false",
    "99999999999999999999, false",
    "0,                    false",
    "-1,                   false",
    "1.5,                  false",
    "1e3,                  false",
    "'\"1\"',              false",
    "null,                 false",
    "true,                 false",
  })
  void a_revision_is_a_whole_number_from_1_and_below_2_to_the_53(
      String revision, boolean readable) {
    assertThat(
            observed("{\"revision\": " + revision + ", \"state\": \"served\"" + POLICY).readable())
        .isEqualTo(readable);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "5",
        "{",
        "{}",
        "\u0000\u00ff",
        "{\"revision\": 5}",
        "{\"revision\": 5, \"state\": \"SERVED\"}",
        "{\"revision\": 5, \"state\": 7}",
        "{\"state\": \"served\"}",
        "{\"revision\": 5, \"state\": \"served\"}",
        "{\"revision\": 5, \"state\": \"withdrawn\"} {}",
      })
  void what_cannot_be_read_is_older_than_everything(String value) {
    assertThat(observed(value)).isEqualTo(new Observed(0, false, 0, 2, 17));
  }
}
