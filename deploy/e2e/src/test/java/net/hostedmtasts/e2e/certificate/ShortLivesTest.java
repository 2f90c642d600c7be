package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.Test;

/** Certificates that live for a minute or some: all rules are ratios of the life. */
class ShortLivesTest {
  private static final Duration LIFE = Duration.ofSeconds(Counts.of(80, 300));

  @Test
  void an_expired_certificate_is_never_served_and_an_authority_that_comes_back_renews() {
    Signing signing =
        new Signing.WithPebble(
            Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "5"), Optional.of(LIFE));
    try (Pair pair =
        Pair.start(
            "short-lives",
            2,
            settings ->
                settings
                    .withSigning(signing)
                    .withControlPlane("orders.pauses", "PT1S,PT2S")
                    .withControlPlane("certificates.acme.acme.request-timeout", "PT1S")
                    .withControlPlane("checks.active", "PT1S"))) {
      Change change = pair.activate();
      Hosted hosted = change.hosted();
      String first = serial(pair, hosted);
      Set<String> serials = new HashSet<>();
      Pair.await(
          "a renewal at half of the life",
          LIFE,
          () -> {
            assertThat(pair.edges(2)).allMatch(edge -> answers(edge, hosted));
            serials.add(serial(pair, hosted));
            return serials.size() > 1;
          });
      assertThat(serials).contains(first);

      // Away for longer than a third of the life, and when it is time to renew.
      pair.deployment().pebble().process().pause();
      Pair.await(
          "told while the certificate is served on",
          LIFE,
          () -> {
            assertThat(pair.edges(2)).allMatch(edge -> answers(edge, hosted));
            return findings(pair, hosted).contains("certificate-expiring");
          });
      pair.deployment().pebble().process().resume();
      String before = serial(pair, hosted);
      Pair.await(
          "renewed after",
          LIFE,
          () -> {
            assertThat(pair.edges(2)).allMatch(edge -> answers(edge, hosted));
            return !serial(pair, hosted).equals(before);
          });
    }
  }

  private static boolean answers(EdgeClient edge, Hosted hosted) {
    // The client checks the dates.
    return edge.document(hosted).isPresent();
  }

  private static List<String> findings(Pair pair, Hosted hosted) {
    return pair.api().mtaSts(hosted).body().path("findings").findValuesAsText("code");
  }

  private static String serial(Pair pair, Hosted hosted) {
    JsonNode view =
        pair.api()
            .get("/api/v1/domains/" + hosted.domain() + "/mta-sts/certificate")
            .expect(200)
            .body();
    return view.path("certificate").path("serial").asText();
  }
}
