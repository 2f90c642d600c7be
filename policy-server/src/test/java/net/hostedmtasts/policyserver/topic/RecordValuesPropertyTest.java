package net.hostedmtasts.policyserver.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.policyserver.certificate.CertificateParts;
import net.hostedmtasts.policyserver.challenge.ChallengeParts;
import net.hostedmtasts.policyserver.fixture.Contract;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever a record holds, it is read or is unreadable: no other exception, no value outside its
 * limits.
 */
class RecordValuesPropertyTest {
  private static final List<Topic<?>> TOPICS =
      List.of(
          new PolicyTopic(),
          new CertificateParts(new TestSeal().key()).topic,
          new ChallengeParts().topic(),
          new CensusTopic());
  private static final List<String> EXAMPLES =
      List.of(
          "policy-changed.served",
          "certificate-changed.served",
          "challenge.http-01",
          "challenge.tls-alpn-01",
          "census");

  @Property
  void any_bytes_are_read_or_unreadable(@ForAll byte[] value) {
    TOPICS.forEach(topic -> readOrUnreadable(topic, "mta-sts.example.com", value));
  }

  @Property
  void examples_with_a_piece_replaced_are_read_or_unreadable(@ForAll("damaged") String value) {
    TOPICS.forEach(topic -> readOrUnreadable(topic, "mta-sts.example.com", value.getBytes(UTF_8)));
  }

  @Property
  void any_key_is_read_or_unreadable(@ForAll String key) {
    byte[] value = Contract.example("policy-changed.withdrawn").bytes();
    TOPICS.forEach(topic -> readOrUnreadable(topic, key, value));
  }

  private static void readOrUnreadable(Topic<?> topic, String key, byte[] value) {
    try {
      assertThat(topic.read(key, value, Instant.EPOCH)).isNotNull();
    } catch (UnreadableRecord e) {
      assertThat(e.getMessage()).as("a reason for the log").isNotBlank();
    }
  }

  @Provide
  Arbitrary<String> damaged() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "", "null", "\"", "{", "}", "[", "]", "-1", "1e999", "\\u0000", "é", ",", ":",
            "served");
    return Combinators.combine(
            Arbitraries.of(EXAMPLES),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 40),
            piece)
        .as(RecordValuesPropertyTest::damage);
  }

  private static String damage(String example, double where, int removed, String piece) {
    String value = Contract.example(example).value();
    int from = (int) (where * (value.length() - 1));
    return value.substring(0, from)
        + piece
        + value.substring(Math.min(value.length(), from + removed));
  }
}
