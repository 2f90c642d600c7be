package net.hostedmtasts.controlplane.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Standard Webhooks, "Signature scheme". */
class SigningSecretTest {
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long TIMESTAMP = 1_614_265_330;
  private static final String BODY = "{\"test\": 2432232314}";

  /** The published test vector. */
  @Test
  void a_signature_is_that_of_the_reference_libraries() {
    SigningSecret secret =
        new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(secret.sign(ID, TIMESTAMP, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void a_receiver_knows_its_own_secret_and_an_unchanged_message() {
    SigningSecret secret = SigningSecret.random();
    SigningSecret other = SigningSecret.random();
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            ID,
            "webhook-timestamp",
            Long.toString(TIMESTAMP),
            "webhook-signature",
            other.sign(ID, TIMESTAMP, BODY) + " " + secret.sign(ID, TIMESTAMP, BODY));
    Verifier verifier = new Verifier(secret.text());
    assertThat(verifier.accepts(headers, BODY)).isTrue();
    assertThat(new Verifier(other.text()).accepts(headers, BODY)).isTrue();
    assertThat(verifier.accepts(headers, BODY + " ")).isFalse();
    assertThat(new Verifier(SigningSecret.random().text()).accepts(headers, BODY)).isFalse();
  }

  @Test
  void a_secret_is_not_shown_by_accident() {
    SigningSecret secret = SigningSecret.random();
    assertThat(secret.toString()).doesNotContain(secret.text().substring("whsec_".length()));
  }
}
