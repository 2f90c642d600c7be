package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/** The delegation is the proof of ownership (DESIGN, "Delegation and ownership"). */
class OwnershipTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Pair pair = LifePair.get();
  private final String name = Pair.freshName();
  private final Tenant one = tenant("one");
  private final Tenant other = tenant("other");

  private record Tenant(String id, Watched domain) {}

  private Tenant tenant(String called) {
    String body = "{\"name\": \"" + called + " of " + name + "\"}";
    JsonNode added = pair.api().send("POST", "/api/v1/tenants", body).expect(201).body();
    Api api = pair.api().as(added.path("first_token").path("token").asText());
    return new Tenant(added.path("id").asText(), Watched.add(pair, api, name));
  }

  @Test
  void delegated_elsewhere() {
    one.domain.enable(Policies.testing("mx1.mail.test"));
    other.domain.enable(Policies.testing("mx2.mail.test"));

    one.domain.delegate().awaitStatus("active");

    other.domain.awaitStatus("error");
    SeenFinding finding =
        other
            .domain
            .awaitFinding("delegated-elsewhere", other.domain.policyName())
            .severity("error")
            .expecting(other.domain.policyTarget())
            .foundNothing()
            .advises("belong to another set-up of this domain");
    other.domain.awaitCnames("wrong", "wrong");
    assertThat(finding.json().toString()).doesNotContain(one.domain.hosted().label(), one.id);
    assertThat(other.domain.shown().toString())
        .doesNotContain(one.domain.hosted().label(), one.id, "mx1.mail.test");
    assertThat(pair.edge(1).document(one.domain.hosted()).orElse("")).contains("mx1.mail.test");
    assertThat(pair.edge(1).txt(other.domain.hosted())).isEmpty();
  }

  @Test
  void moving_the_cname_records_moves_the_domain_with_its_ledger() {
    one.domain.enable(Policies.enforce("mx1.mail.test", "mx-not-covered", "enforce-early"));
    one.domain.delegate();
    // An enforced policy that covers no MX host is served, and an error.
    Pair.await(
        "the first tenant's policy is served",
        LIMIT,
        () -> pair.edge(1).txt(one.domain.hosted()).isPresent());
    long held = one.domain.shown().path("policy").path("revision").asLong();
    other.domain.enable(Policies.testing("mx2.mail.test"));

    other.domain.delegate().awaitStatus("active");

    Change served = other.domain.api().current(other.domain.hosted());
    assertThat(served.document()).contains("mx2.mail.test");
    assertThat(pair.edges(2)).allMatch(edge -> edge.serves(served));
    assertThat(served.revision()).isGreaterThan(held);
    assertThat(one.domain.status()).isEqualTo("inactive");
    assertThat(one.domain.shown().has("winding_down_until")).isFalse();
    one.domain.awaitFinding("delegated-elsewhere").foundNothing();
    assertThat(one.domain.shown().toString()).doesNotContain(other.domain.hosted().label());
    assertThat(ledger(other.domain)).contains(Long.toString(held));
    assertThat(ledger(one.domain)).doesNotContain(Long.toString(held));
    Pair.await(
        "the first tenant's TXT record ends",
        LIMIT,
        () -> pair.edges(2).stream().allMatch(edge -> edge.txt(one.domain.hosted()).isEmpty()));
  }

  @Test
  void leftover_cname_records_give_nothing_to_anybody() {
    one.domain.activate();
    one.domain.api().disable(one.domain.hosted());
    one.domain.awaitFinding("cnames-left-behind");

    other.domain.enable();

    other.domain.awaitStatus("error");
    other.domain.awaitCnames("wrong", "wrong");
    assertThat(one.domain.status()).isEqualTo("inactive");
    assertThat(pair.edges(2))
        .allMatch(edge -> edge.document(other.domain.hosted()).isEmpty())
        .allMatch(edge -> edge.txt(one.domain.hosted()).isEmpty())
        .allMatch(edge -> edge.txt(other.domain.hosted()).isEmpty());
  }

  private static String ledger(Watched domain) {
    String path = Api.path(domain.hosted()) + "/ledger";
    return domain.api().get(path).expect(200).body().toString();
  }
}
