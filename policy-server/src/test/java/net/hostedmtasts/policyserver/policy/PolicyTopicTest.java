package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.hostedmtasts.policyserver.fixture.Contract;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of {@code mta-sts.policies} (deploy/contract). */
class PolicyTopicTest {
  private static HostedPolicy read(String key, byte[] value) throws UnreadableRecord {
    return new PolicyTopic().read(key, value, Instant.EPOCH);
  }

  @Test
  void a_served_example_of_the_contract_is_read_byte_for_byte() throws UnreadableRecord {
    var example = Contract.example("policy-changed.served");
    assertThat(read(example.key(), example.bytes()))
        .isEqualTo(
            new HostedPolicy(
                1795500000000000L,
                true,
                "version: STSv1\r\nmode: testing\r\nmx: mx1.example.com\r\nmx: *.mail.example.net\r\nmax_age: 604800\r\n"));
  }

  @Test
  void a_withdrawn_example_of_the_contract_is_read() throws UnreadableRecord {
    var example = Contract.example("policy-changed.withdrawn");
    assertThat(read(example.key(), example.bytes()))
        .isEqualTo(HostedPolicy.withdrawn(1795500000000001L));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "com",
        "Example.com",
        "example.com.",
        ".example.com",
        "exa mple.com",
        "exämple.com"
      })
  void a_key_that_is_no_policy_domain_is_unreadable(String key) {
    assertThatThrownBy(() -> read(key, Messages.policy(1, "x")))
        .isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void a_document_has_at_most_64_000_characters() throws UnreadableRecord {
    assertThat(read("example.com", Messages.policy(1, "a".repeat(64_000))).document())
        .hasSize(64_000);
    assertThatThrownBy(() -> read("example.com", Messages.policy(1, "a".repeat(64_001))))
        .isInstanceOf(UnreadableRecord.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "é", "a\tb", "a\u0000", "a\u007f"})
  void a_document_is_printable_ascii_with_line_ends(String document) {
    assertThatThrownBy(() -> read("example.com", Messages.policy(1, document)))
        .isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void a_value_larger_than_any_of_the_contract_is_refused_before_it_is_parsed() {
    byte[] large = ("{\"x\":\"" + "a".repeat(600_000) + "\"}").getBytes(UTF_8);
    assertThatThrownBy(() -> read("example.com", large)).hasMessageContaining("larger than");
  }
}
