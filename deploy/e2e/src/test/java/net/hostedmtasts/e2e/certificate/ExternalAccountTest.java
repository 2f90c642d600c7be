package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.Test;

/** An authority that knows its customers (RFC 8555, section 7.3.4). */
class ExternalAccountTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String KEY =
      "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
  private static final String WRONG =
      "b10lLJs8l1GPIzsLP0s6pMt8O0XVGnfTaCeROxQM0BIt2XrJMDHJZBM5NuQmQJQH";

  @Test
  void a_wrong_key_is_told_to_the_operator_and_the_right_one_gets_an_account() throws Exception {
    Signing signing =
        new Signing.WithPebble(
            Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"),
            Optional.empty(),
            List.of(),
            Map.of("customer-1", KEY));
    Path folder = Files.createTempDirectory(Path.of("target"), "external-account-");
    Path key = Files.writeString(folder.resolve("key"), WRONG + "\n").toAbsolutePath();
    try (Pair pair =
        Pair.start(
            "external-account",
            2,
            settings ->
                settings
                    .withSigning(signing)
                    .withControlPlane("orders.pauses", "PT1S")
                    .withControlPlane("certificates.acme.acme.external-account", "customer-1")
                    .withControlPlane(
                        "certificates.acme.acme.external-account-key-file", key.toString()))) {
      Hosted hosted = pair.addDelegated();
      pair.api().configure(hosted, Configuration.testing(0));
      Pair.await("a finding", LIMIT, () -> codes(pair, hosted).contains("authority-refused"));
      assertThat(codes(pair, hosted)).doesNotContain("challenge-not-reachable");
      assertThat(pair.api().mtaSts(hosted).body().toString())
          .contains("its operator has to see to");
      Path log = pair.deployment().controlPlane(1).instance().log();
      assertThat(Files.readString(log))
          .contains("no account yet", "certificates.acme.acme.external-account-key-file");

      Files.writeString(key, KEY + "\n");
      pair.awaitActive(hosted);
      assertThat(Files.readString(log)).doesNotContain(KEY, WRONG);
    }
  }

  private static List<String> codes(Pair pair, Hosted hosted) {
    return pair.api().mtaSts(hosted).body().path("findings").findValues("code").stream()
        .map(JsonNode::asText)
        .toList();
  }
}
