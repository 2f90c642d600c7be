package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/** What is told about a domain's DMARC record, each finding by a test of its name (RFC 9989). */
class DmarcFindingsTest {
  private final Pair pair = LifePair.get();
  private final Watched domain = Watched.add(pair);
  private final String name = "_dmarc." + domain.domain();

  @Test
  void dmarc_missing() {
    finding("dmarc-missing")
        .severity("warning")
        .about(name)
        .expecting("v=DMARC1; p=none; rua=" + LifePair.DMARC_INTAKE + ";")
        .advises("Publish one DMARC record");
  }

  @Test
  void dmarc_no_rua() {
    domain.dns().set(name, "TXT", "v=DMARC1; p=reject");

    finding("dmarc-no-rua")
        .severity("warning")
        .about(name)
        .foundWithTtl("v=DMARC1; p=reject", "127.0.0.1")
        .advises("rua=" + LifePair.DMARC_INTAKE);
  }

  @Test
  void dmarc_intake_missing() {
    domain.dns().set(name, "TXT", "v=DMARC1; p=none; rua=mailto:someone@elsewhere.test");

    finding("dmarc-intake-missing")
        .severity("warning")
        .about(name)
        .foundWithTtl("mailto:someone@elsewhere.test", "127.0.0.1")
        .advises(LifePair.DMARC_INTAKE);
  }

  @Test
  void a_record_that_names_the_intake_is_monitored() {
    domain.dns().set(name, "TXT", "v=DMARC1; p=none; rua=" + LifePair.DMARC_INTAKE);

    JsonNode shown = switchOn();

    assertThat(shown.path("state").asText()).isEqualTo("on");
    assertThat(shown.path("findings")).isEmpty();
  }

  /** What was enabled stays enabled: taking the policy away would help an attacker. */
  @Test
  void losing_dmarc_later_is_a_warning_and_the_policy_is_served_on() {
    domain.dns().set(name, "TXT", "v=DMARC1; p=none; rua=" + LifePair.DMARC_INTAKE);
    assertThat(switchOn().path("state").asText()).isEqualTo("on");
    domain.activate();
    assertThat(domain.codes()).doesNotContain("dmarc-missing");
    Change served = domain.api().current(domain.hosted());

    domain.dns().remove(name);

    domain.awaitFinding("dmarc-missing", name).severity("warning");
    domain.awaitChecks(2);
    assertThat(domain.status()).isEqualTo("active");
    assertThat(domain.codes()).contains("dmarc-missing");
    assertThat(pair.edges(2)).allMatch(edge -> edge.serves(served));
  }

  private SeenFinding finding(String code) {
    JsonNode shown = switchOn();
    assertThat(shown.path("state").asText()).isEqualTo("waiting");
    assertThat(shown.path("findings").findValuesAsText("code")).containsExactly(code);
    return new SeenFinding(shown.path("findings").path(0));
  }

  private JsonNode switchOn() {
    String path = "/api/v1/domains/" + domain.domain() + "/dmarc-monitoring";
    return pair.api().send("PUT", path, "{\"enabled\": true}").expect(200).body();
  }
}
