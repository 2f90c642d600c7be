package net.hostedmtasts.controlplane.certificate.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import net.hostedmtasts.controlplane.ContractFiles;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@code mta-sts.challenges}. */
class ChallengeMessageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = ContractFiles.key("challenge.http-01");

  private static Challenge of(String type) throws IOException {
    JsonNode example = JSON.readTree(ContractFiles.example("challenge." + type));
    return new Challenge(type, TOKEN, example.get("key_authorization").asText());
  }

  /** Both examples have the same token, as those of one authorization of boulder have. */
  @ParameterizedTest
  @ValueSource(strings = {"http-01", "tls-alpn-01"})
  void a_challenge_is_sent_as_the_example_says(String type) throws IOException {
    Challenge challenge = of(type);
    assertThat(ChallengeMessage.key(challenge)).isEqualTo(ContractFiles.key("challenge." + type));
    byte[] value = ChallengeMessage.of(PolicyHost.parse("mta-sts.example.com"), challenge);
    assertThat(JSON.readTree(value))
        .isEqualTo(JSON.readTree(ContractFiles.example("challenge." + type)));
    assertThat(ContractFiles.violations("challenge", value)).isEmpty();
    assertThat(ChallengeMessage.digest(value)).contains(ChallengeMessage.digest(challenge));
  }

  @Test
  void two_types_with_one_token_are_two_challenges() throws IOException {
    assertThat(ChallengeMessage.key(of("http-01")))
        .isNotEqualTo(ChallengeMessage.key(of("tls-alpn-01")));
    assertThat(ChallengeMessage.digest(of("http-01")))
        .isNotEqualTo(ChallengeMessage.digest(of("tls-alpn-01")));
  }

  @Test
  void without_a_type_it_is_one_of_http_01_and_unknown_fields_are_passed_over() throws IOException {
    String older =
        "{\"key_authorization\": \"%s\", \"new\": 1}".formatted(of("http-01").keyAuthorization());
    assertThat(ChallengeMessage.digest(older.getBytes(UTF_8)))
        .contains(ChallengeMessage.digest(of("http-01")));
  }
}
