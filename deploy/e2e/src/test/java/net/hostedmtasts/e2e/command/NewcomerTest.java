package net.hostedmtasts.e2e.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What somebody without a domain sees with {@code deploy/run.sh} and {@code owner-dns.sh} alone.
 */
class NewcomerTest {
  private static final String POLICY =
      "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"auto\"}}";
  private static final String TXT = "_mta-sts.newcomer.example";
  private static final String DMARC = "_dmarc.newcomer.example";

  /** Of a machine that does something else too; the aim is 10 s. */
  private static final Duration ACTIVE_WITHIN = Duration.ofSeconds(60);

  @Test
  void a_domain_is_verified_by_itself_breaks_and_recovers() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "commands"));
    Path log = Files.createTempDirectory(folder, "newcomer-").resolve("log");
    try (Launched launched = Launched.byScript(log, "--edges", "1")) {
      Newcomer newcomer = new Newcomer(launched, "newcomer.example");
      newcomer.add().expect(201);
      newcomer.ownerDns("set newcomer.example MX '10 mx1.newcomer.example'");
      dmarc_comes_first(newcomer);
      newcomer.put(POLICY).expect(200);
      newcomer.until(
          "has seen no record",
          shown ->
              shown
                  .path("cnames")
                  .findValuesAsText("state")
                  .equals(List.of("not_seen", "not_seen")));
      assertThat(newcomer.status()).isEqualTo("verifying");

      newcomer.ownerDns("delegate newcomer.example");
      Duration active = newcomer.untilStatus("active");
      System.out.printf("a newcomer's domain is active after %d ms%n", active.toMillis());
      assertThat(active).isLessThan(ACTIVE_WITHIN);
      served(launched);

      a_broken_record_is_an_error_and_the_policy_is_served_on(newcomer);
      the_cure_makes_it_active_again(newcomer);
      losing_dmarc_is_a_warning(newcomer);
      assertThat(launched.end("TERM")).isTrue();
    }
  }

  private static void dmarc_comes_first(Newcomer newcomer) {
    JsonNode refused = newcomer.put(POLICY).expect(409).body();
    assertThat(refused.path("type").asText()).endsWith("dmarc-monitoring-required");
    assertThat(refused.path("setting").asText())
        .isEqualTo("/api/v1/domains/newcomer.example/dmarc-monitoring");

    newcomer.api("PUT", "/dmarc-monitoring", "{\"enabled\": true}").expect(200);
    newcomer.put(POLICY).expect(409);
    assertThat(state(newcomer)).isEqualTo("waiting");
    newcomer.ownerDns("set " + DMARC + " TXT 'v=DMARC1; p=none; rua=mailto:me@newcomer.example'");
    // What was asked a moment ago counts for some seconds: nobody's name servers are asked without
    // end.
    Awaitility.await("the record is seen")
        .atMost(Duration.ofSeconds(30))
        .until(() -> state(newcomer).equals("on"));
  }

  private static String state(Newcomer newcomer) {
    return newcomer.api("GET", "/dmarc-monitoring", "").expect(200).body().path("state").asText();
  }

  private static void served(Launched launched) {
    String fetch =
        launched
            .toPaste("/.well-known/mta-sts.txt")
            .get(0)
            .replace("example.test", "newcomer.example");
    assertThat(Shell.run(fetch)).contains("mode: testing\r\nmx: mx1.newcomer.example\r\n");
  }

  private static void a_broken_record_is_an_error_and_the_policy_is_served_on(Newcomer newcomer) {
    newcomer.ownerDns("set " + TXT + " CNAME nowhere.newcomer.example");
    newcomer.api("POST", "/checks", "").expect(202);
    newcomer.api("POST", "/checks", "").expect(429);
    Duration error = newcomer.untilStatus("error");
    System.out.printf("its broken CNAME is an error after %d ms%n", error.toMillis());
    JsonNode finding = newcomer.shown().path("findings").path(0);
    assertThat(finding.path("code").asText()).isEqualTo("cname-other-target");
    assertThat(finding.path("subject").asText()).isEqualTo(TXT);
    assertThat(finding.path("advice").asText()).contains(TXT);
    served(newcomer.launched());
  }

  private static void the_cure_makes_it_active_again(Newcomer newcomer) {
    newcomer.ownerDns("delegate newcomer.example");
    newcomer.checkNow();
    Duration mended = newcomer.untilStatus("active");
    System.out.printf("mended, it is active %d ms after it was asked for%n", mended.toMillis());
    assertThat(newcomer.codes()).isEmpty();
  }

  private static void losing_dmarc_is_a_warning(Newcomer newcomer) {
    newcomer.ownerDns("remove " + DMARC);
    newcomer.checkNow();
    newcomer.until(
        "is told",
        shown -> shown.path("findings").findValuesAsText("code").contains("dmarc-missing"));
    JsonNode shown = newcomer.shown();
    assertThat(shown.path("status").asText()).isEqualTo("active");
    assertThat(shown.path("findings").findValuesAsText("severity")).containsOnly("warning");
    served(newcomer.launched());
  }
}
