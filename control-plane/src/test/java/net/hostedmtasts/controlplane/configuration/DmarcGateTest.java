package net.hostedmtasts.controlplane.configuration;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Issue 4, "DMARC gate": somebody reads the reports before MTA-STS is enabled. */
@QuarkusTest
@Tag("service")
@TestProfile(WithOwnerDns.class)
class DmarcGateTest {
  private DomainOwner owner;

  @BeforeEach
  void add() {
    owner = DomainOwner.add("d" + UUID.randomUUID() + ".example");
  }

  @Test
  void without_monitoring_enabling_is_refused_with_a_link_to_the_setting() {
    String link =
        problem(owner.auto("testing"), Reason.DMARC_MONITORING_REQUIRED)
            .body("detail", containsString("Switch DMARC monitoring on first"))
            .extract()
            .path("setting");
    assertThat(link).isEqualTo(owner.domain + "/dmarc-monitoring");
    as(owner.token).get(link).then().statusCode(200).body("state", equalTo("off"));
    owner.get("/mta-sts").body("status", equalTo("inactive"));
  }

  @Test
  void switched_on_it_waits_for_the_record_and_then_opens() {
    owner.monitor().statusCode(200).body("state", equalTo("waiting"));
    problem(owner.auto("testing"), Reason.DMARC_MONITORING_REQUIRED)
        .body("setting", equalTo(owner.domain + "/dmarc-monitoring"))
        .body("detail", containsString("still waits for its record"));
    owner.publishDmarc();
    owner.eventuallyMonitored("on");
    owner.auto("testing").statusCode(200).body("status", equalTo("verifying"));
  }

  /** The gate guards enabling alone: losing DMARC later is a warning. */
  @Test
  void once_enabled_a_change_does_not_ask_for_it_again() {
    owner.publishDmarc();
    owner.monitor();
    owner.eventuallyMonitored("on");
    owner.auto("testing").statusCode(200);
    owner.dns.remove("_dmarc." + owner.name);
    owner.eventuallyMonitored("waiting");
    owner.auto("enforce", "enforce-early").statusCode(200);
  }
}
