package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/**
 * What is told about the MX hosts, each finding by a test of its name (RFC 8461, section 4.1;
 * INTEROP, section 3). The pinned policy lists {@code mx0.mail.test}; the owner's zone names {@code
 * mx1} and {@code mx2} of the domain.
 */
class MxFindingsTest {
  private final Pair pair = LifePair.get();
  private final Watched domain = Watched.add(pair);

  @Test
  void mx_not_covered() {
    domain.activate();

    domain
        .awaitFinding("mx-not-covered", "mx1." + domain.domain())
        .severity("warning")
        .expecting("mx1." + domain.domain())
        .foundWithTtl("mx1." + domain.domain(), domain.nameServer())
        .advises("Add mx1." + domain.domain() + " to the policy");
    assertThat(domain.status()).isEqualTo("active");
  }

  @Test
  void mx_not_covered_of_an_enforced_policy_is_refused_and_once_acknowledged_an_error() {
    domain.delegate();
    JsonNode refused = domain.put(Policies.enforce("mx0.mail.test")).expect(409).body();
    assertThat(refused.path("type").asText()).endsWith("mx-not-covered");
    assertThat(refused.path("findings").findValuesAsText("subject"))
        .contains("mx1." + domain.domain(), "mx2." + domain.domain());

    domain.enable(Policies.enforce("mx0.mail.test", "mx-not-covered", "enforce-early"));

    domain.awaitFinding("mx-not-covered", "mx2." + domain.domain()).severity("error");
    domain.awaitCnames("seen", "seen");
  }

  @Test
  void mx_pinned_drift() {
    domain.activate();

    domain
        .awaitFinding("mx-pinned-drift")
        .severity("warning")
        .about("mx0.mail.test")
        .expectingNothingParticular()
        .foundWithTtl("mx2." + domain.domain(), domain.nameServer())
        .advises("from the pinned list");
  }

  @Test
  void mx_is_cname() {
    String alias = "alias." + domain.domain();
    domain.dns().set(alias, "CNAME", "mx1." + domain.domain() + ".");
    domain.dns().set(domain.domain(), "MX", "10 " + alias + ".");

    domain.activate();

    domain
        .awaitFinding("mx-is-cname")
        .severity("warning")
        .about(alias)
        .expectingNothingParticular()
        .foundWithTtl("mx1." + domain.domain(), "127.0.0.1")
        .advises("Let the MX record name the host itself");
  }

  @Test
  void mx_host_unresolved() {
    String nowhere = "nowhere." + domain.domain();
    domain.dns().set(domain.domain(), "MX", "10 mx1." + domain.domain() + ".", "20 " + nowhere);

    domain.activate();

    domain
        .awaitFinding("mx-host-unresolved")
        .severity("warning")
        .about(nowhere)
        .expectingNothingParticular()
        .foundWithTtl("no such name", "127.0.0.1")
        .advises("Give the MX host " + nowhere + " an address");
  }

  @Test
  void mx_implicit() {
    domain.dns().remove(domain.domain(), "MX");

    domain.activate();

    domain
        .awaitFinding("mx-implicit")
        .severity("warning")
        .about(domain.domain())
        .expectingNothingParticular()
        .foundWithTtl("", domain.nameServer())
        .advises("Add an MX record for " + domain.domain());
  }

  @Test
  void mx_null() {
    // A domain that takes no mail cannot be enabled; this one stops taking mail later.
    domain.activate();
    domain.dns().set(domain.domain(), "MX", "0 .");
    domain.checkNow();

    domain
        .awaitFinding("mx-null")
        .severity("warning")
        .about(domain.domain())
        .expectingNothingParticular()
        .foundWithTtl("", domain.nameServer())
        .advises("takes no mail");
  }

  @Test
  void mx_not_agreed() {
    domain.dns().remember(domain.domain(), "MX", Duration.ofMinutes(10));
    domain.dns().set(domain.domain(), "MX", "10 mx9." + domain.domain() + ".");

    domain.activate();

    domain
        .awaitFinding("mx-not-agreed")
        .severity("warning")
        .about(domain.domain())
        .expectingNothingParticular()
        .foundWithTtl("mx9." + domain.domain(), domain.nameServer())
        .foundWithTtl("mx1." + domain.domain(), "127.0.0.1:")
        .advises("name the same hosts");
  }
}
