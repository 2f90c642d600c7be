package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/** Where an owner sets its records is recognised by the zone's name servers. */
class DnsHostTest {
  private final Pair pair = LifePair.get();

  @Test
  void the_host_of_the_zone_above_a_domain_is_named_with_what_to_mind_there() {
    String zone = Pair.freshName();
    String domain = pair.api().add("mail." + zone).domain();
    pair.deployment()
        .ownerDns()
        .set(zone, "NS", "ada.ns.cloudflare.com.", "bob.ns.cloudflare.com.");

    JsonNode shown = pair.api().get("/api/v1/domains/" + domain + "/dns-host").expect(200).body();

    assertThat(shown.path("zone").asText()).isEqualTo(zone);
    assertThat(shown.path("host").path("name").asText()).isEqualTo("Cloudflare");
    assertThat(shown.path("hints").findValuesAsText("code"))
        .containsExactly("relative-name", "proxy-off");
  }
}
