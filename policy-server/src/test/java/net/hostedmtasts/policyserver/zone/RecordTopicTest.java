package net.hostedmtasts.policyserver.zone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.hostedmtasts.policyserver.zone.TestZone.LABEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTopicTest {
  private static final String SERVED =
      """
      {"revision": 2, "state": "served", "address_ttl": 60, "caa_ttl": 300,
       "caa": [{"flags": 0, "tag": "issue", "value": "ca.example"}],
       "mta_sts": {"text": "v=STSv1; id=1;", "ttl": 60, "policy_domain": "example.com",
                   "policy_revision": 1}}
      """;

  @ParameterizedTest(name = "{0} is read, served: {1}")
  @CsvSource(
      textBlock =
          """
          record-changed.served,     true
          record-changed.without-id, true
          record-changed.withdrawn,  false
          """)
  void reads_the_examples_of_the_contract(String example, boolean served) throws Exception {
    JsonNode message = TestZone.example(example);

    HostedRecord read = TestZone.read(message.get("key").asText(), message.get("value").toString());

    assertThat(read.served()).isEqualTo(served);
    assertThat(read.revision()).isEqualTo(message.get("value").get("revision").asLong());
  }

  @Test
  void ignores_fields_that_a_newer_control_plane_writes() throws Exception {
    String newer = SERVED.replaceFirst("\\{", "{\"tls_rpt\": {\"text\": \"v=TLSRPTv1;\"}, ");

    assertThat(TestZone.read(LABEL, newer)).isInstanceOf(HostedRecord.Served.class);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "revision": 2,              |                             | no revision
          "revision": 2               | "revision": "2"             | a revision as text
          "state": "served",          |                             | no state
          "state": "served"           | "state": "gone"             | a state nobody knows
          "address_ttl": 60,          |                             | no TTL of the addresses
          "address_ttl": 60           | "address_ttl": 0            | a TTL of nothing
          "address_ttl": 60           | "address_ttl": 86401        | a TTL above a day
          "address_ttl": 60           | "address_ttl": 4294967356   | a TTL that is 60 in 32 bits
          "caa_ttl": 300,             |                             | no TTL of the CAA
          "flags": 0                  | "flags": 256                | flags of nine bits
          "flags": 0                  | "flags": -1                 | negative flags
          "tag": "issue"              | "tag": ""                   | an empty tag
          "tag": "issue"              | "tag": "issue "             | a tag with a space
          "tag": "issue"              | "tag": "issueissueissuei"   | a tag of 16 letters
          , "value": "ca.example"     |                             | no CAA value
          "ca.example"                | "ca.exämple"                | a CAA value beyond ASCII
          v=STSv1; id=1;              | v=STSv1;id=1;               | another form of the text
          v=STSv1; id=1;              | v=STSv1; id=1;x             | more behind the text
          v=STSv1; id=1;              | v=STSv1; id=;               | no id
          "policy_domain": "example.com", |                         | no policy domain
          "policy_revision": 1        | "policy_revision": 0        | a policy revision of nothing
          "policy_revision": 1        | "policy_revision": 9007199254740992 | a policy revision of 2^53
          [{                          | [null, {                    | a null among the CAA
          """)
  void refuses_what_the_schema_refuses(String part, String instead, String why) {
    String bad = SERVED.replace(part, instead == null ? "" : instead);
    assertThat(bad).isNotEqualTo(SERVED);

    assertThatThrownBy(() -> TestZone.read(LABEL, bad)).isInstanceOf(UnreadableRecord.class);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      textBlock =
          """
          mfrggzdfmztwq2lknnwg23tpo,   25 characters
          mfrggzdfmztwq2lknnwg23tpoaa, 27 characters
          mfrggzdfmztwq2lknnwg23tpo1,  a digit that base32 lacks
          MFRGGZDFMZTWQ2LKNNWG23TPOA,  upper case
          mfrggzdfmztwq2lknnwg23tp.a,  a dot
          """)
  void refuses_a_key_that_is_no_label(String key, String why) {
    assertThatThrownBy(() -> TestZone.read(key, SERVED)).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void equal_caa_sets_are_held_once() throws Exception {
    RecordTopic topic = new RecordTopic(new PolicyTopic());

    assertThat(caa(topic, SERVED)).isSameAs(caa(topic, SERVED.replace("id=1;", "id=2;")));
    assertThat(caa(topic, SERVED)).isNotSameAs(caa(topic, SERVED.replace("ca.example", "other")));
    assertThat(caa(topic, SERVED)).isNotSameAs(caa(topic, SERVED.replace("300", "301")));
  }

  private static RrSet caa(RecordTopic topic, String json) throws Exception {
    HostedRecord record = topic.read(LABEL, json.getBytes(UTF_8), Instant.EPOCH);
    return ((HostedRecord.Served) record).caa();
  }

  @Test
  void takes_16_caa_records_and_no_more() throws Exception {
    String one = "{\"flags\": 0, \"tag\": \"issue\", \"value\": \"ca.example\"}";
    String sixteen = SERVED.replace(one, String.join(", ", Collections.nCopies(16, one)));
    String seventeen = SERVED.replace(one, String.join(", ", Collections.nCopies(17, one)));

    assertThat(TestZone.read(LABEL, sixteen).served()).isTrue();
    assertThatThrownBy(() -> TestZone.read(LABEL, seventeen)).isInstanceOf(UnreadableRecord.class);
  }
}
