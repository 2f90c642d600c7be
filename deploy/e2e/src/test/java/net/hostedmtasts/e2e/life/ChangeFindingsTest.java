package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/** What is told before a change is made, each finding by a test of its name. */
class ChangeFindingsTest {
  private static final String[] ALL = {"mx-not-covered", "enforce-early"};

  private final Pair pair = LifePair.get();
  private final Watched domain = Watched.add(pair);
  private final String mx1 = "mx1." + domain.domain();

  @Test
  void enforce_early() {
    domain.dns().set(domain.domain(), "MX", "10 " + mx1 + ".");
    domain.enable(Policies.testing(mx1));

    JsonNode refused = domain.put(Policies.enforce(mx1)).expect(409).body();

    assertThat(refused.path("type").asText()).endsWith("acknowledgement-required");
    assertThat(refused.path("detail").asText()).contains("acknowledge with: enforce-early");
    finding(refused.path("findings"), "enforce-early")
        .severity("warning")
        .about(domain.domain())
        .expecting("7 days after it is active")
        .foundNothing()
        .advises("Stay in testing until");
    assertThat(domain.shown().path("mode").asText()).isEqualTo("testing");
    domain.put(Policies.enforce(mx1, "enforce-early")).expect(200);
  }

  @Test
  void mx_removed() {
    domain.enable(Policies.testing("mx0.mail.test"));

    finding(preview(Policies.testing("mx5.mail.test")), "mx-removed")
        .severity("warning")
        .about("mx0.mail.test")
        .foundNothing()
        .advises("no mail goes to mx0.mail.test");
  }

  @Test
  void mx_added_late() {
    domain.enable(Policies.enforce("mx0.mail.test", ALL));

    finding(preview(Policies.enforce("mx5.mail.test")), "mx-added-late")
        .severity("warning")
        .about("mx5.mail.test")
        .expecting("86400 seconds")
        .foundNothing()
        .advises("until then they refuse mx5.mail.test");
  }

  @Test
  void enforce_held() {
    domain.enable(Policies.enforce("mx0.mail.test", ALL));

    finding(preview(Policies.testing("mx0.mail.test")), "enforce-held")
        .severity("warning")
        .expecting("86400 seconds")
        .foundNothing()
        .advises("go on enforcing the present policy");
  }

  private JsonNode preview(String configuration) {
    return domain
        .api()
        .send("POST", Api.path(domain.hosted()) + "/preview", withoutAcknowledge(configuration))
        .expect(200)
        .body()
        .path("warnings");
  }

  private static String withoutAcknowledge(String configuration) {
    return configuration.replaceAll(", \"acknowledge\": \\[.*?\\]", "");
  }

  private static SeenFinding finding(JsonNode findings, String code) {
    for (JsonNode finding : findings) {
      if (finding.path("code").asText().equals(code)) {
        return new SeenFinding(finding);
      }
    }
    throw new AssertionError("No " + code + " in " + findings);
  }
}
