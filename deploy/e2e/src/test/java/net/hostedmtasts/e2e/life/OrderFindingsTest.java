package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is told of an order that does not come on, each finding by a test of its name. */
class OrderFindingsTest {
  private static final Duration WAIT_FOR_SILENT = Duration.ofSeconds(20);

  /** Starts with {@code @BeforeAll}. */
  @SuppressWarnings("NullAway.Init")
  private static Pair pair;

  @BeforeAll
  static void start() {
    pair = Pair.start("order-findings", 2, OrderFindingsTest::settings);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  private static DeploymentSettings settings(DeploymentSettings base) {
    return base.withSigning(
            new Signing.WithPebble(
                Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"),
                Optional.empty(),
                List.of("mta-sts.refused.example")))
        .withControlPlane("certificates.acme.acme.request-timeout", "PT1S")
        .withControlPlane("certificates.acme.acme.limits.certificates-per-domain-and-week", "1")
        .withControlPlane("orders.pauses", "PT1S")
        .withControlPlane("orders.wait-for-silent", WAIT_FOR_SILENT.toString());
  }

  private static Watched verifying(String name) {
    return Watched.add(pair, pair.api(), name).enable().delegate();
  }

  @Test
  void authority_refused() {
    verifying("refused.example")
        .awaitStatus("error")
        .awaitFinding("authority-refused")
        .severity("error")
        .about("mta-sts.refused.example")
        .advises("Correct what the certificate authority says")
        .advises("rejectedIdentifier");
  }

  @Test
  void authority_unavailable() {
    pair.deployment().pebble().process().pause();
    try {
      Watched domain = verifying(Pair.freshName());
      domain
          .awaitFinding("authority-unavailable")
          .severity("warning")
          .about(domain.policyName())
          .advises("asked again by itself");
    } finally {
      pair.deployment().pebble().process().resume();
    }
  }

  @Test
  void authority_rate_limited() {
    verifying("a.limited.example").awaitStatus("active");
    Watched second = verifying("b.limited.example");
    second
        .awaitFinding("authority-rate-limited")
        .severity("warning")
        .about(second.policyName())
        .advises("when the limit allows it");
  }

  /**
   * An edge that is not heard may still answer the authority; after a while it is not waited for.
   */
  @Test
  void certificate_waits_and_then_challenge_not_reachable() {
    pair.edge(2).edge().instance().process().kill();
    try {
      certificate_waits(verifying(Pair.freshName()));
    } finally {
      pair.startEdge(2);
    }
  }

  private void certificate_waits(Watched domain) {
    domain.awaitFinding("certificate-waits").severity("info").about(domain.policyName());
    silent_edges_not_awaited(domain);
  }

  /** The wait is over, and the edge's address is still in the zone. */
  private void silent_edges_not_awaited(Watched domain) {
    domain
        .awaitFinding("silent-edges-not-awaited")
        .severity("warning")
        .about(domain.policyName())
        .advises("not heard: 1");
    JsonNode certificate =
        pair.api()
            .get("/api/v1/domains/" + domain.domain() + "/mta-sts/certificate")
            .expect(200)
            .body();
    assertThat(certificate.path("order").path("findings").findValuesAsText("code"))
        .contains("silent-edges-not-awaited");
    challenge_not_reachable(domain);
  }

  private void challenge_not_reachable(Watched domain) {
    domain
        .awaitStatus("error")
        .awaitFinding("challenge-not-reachable")
        .severity("error")
        .about(domain.policyName())
        .advises("leads to this service alone")
        .advises("127.0.0.2");
  }
}
