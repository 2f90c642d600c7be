package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/**
 * A lost delegation is served on for 30 days or until nobody can hold an enforced policy, whichever
 * is later (DESIGN, "Life of a domain").
 */
class LostDelegationTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LONG_ENOUGH = Duration.ofDays(31);
  private static final long MAX_AGE_S = 86_400;

  private final Pair pair = LifePair.get();
  private final Watched domain = Watched.add(pair);

  @Test
  void it_is_served_on_for_30_days_and_ends_then() {
    Change served = lost(domain.activate());
    domain.awaitStatus("error");
    JsonNode finding = domain.awaitFinding("delegation-lost", domain.policyName()).json();
    assertThat(finding.path("severity").asText()).isEqualTo("error");

    PassedTime.sinceLost(domain, Duration.ofDays(29));
    domain.awaitChecks(2);
    assertThat(domain.status()).isEqualTo("error");
    servedOn(served);

    PassedTime.sinceLost(domain, Duration.ofDays(1));
    domain.awaitStatus("inactive");
    assertThat(domain.shown().has("winding_down_until")).isFalse();
    nothingIsServed();
  }

  @Test
  void an_enforced_policy_is_served_on_until_nobody_can_hold_it() {
    Change served = lost(enforced());
    assertThat(heldUntil()).isNotEmpty();

    PassedTime.sinceLost(domain, LONG_ENOUGH);
    domain.awaitChecks(2);
    assertThat(domain.status()).isEqualTo("error");
    servedOn(served);

    PassedTime.sinceReplaced(domain, Duration.ofSeconds(MAX_AGE_S / 2));
    domain.awaitChecks(2);
    servedOn(served);

    PassedTime.sinceReplaced(domain, Duration.ofSeconds(MAX_AGE_S));
    domain.awaitStatus("inactive");
    nothingIsServed();
  }

  @Test
  void records_that_come_back_end_all_of_it() {
    Change served = lost(enforced());
    String until = heldUntil();
    assertThat(Instant.parse(until))
        .isAfter(Instant.now().plusSeconds(MAX_AGE_S - 60))
        .isBefore(Instant.now().plusSeconds(MAX_AGE_S + 7200));

    domain.delegate().awaitStatus("active").awaitNo("delegation-lost");

    servedOn(served);
    assertThat(heldUntil()).as("what is fetched now may be held from now on").isEmpty();
    assertThat(Instant.parse(ledger().path("enforced_until").asText()))
        .isAfter(Instant.now().plusSeconds(MAX_AGE_S - 60));
    domain.awaitChecks(2);
    assertThat(domain.status()).isEqualTo("active");
  }

  @Test
  void delegation_ended() {
    lost(domain.activate());
    PassedTime.sinceLost(domain, LONG_ENOUGH);
    domain
        .awaitStatus("inactive")
        .awaitFinding("delegation-ended")
        .severity("warning")
        .about(domain.domain())
        .advises("enable MTA-STS again");
  }

  private Watched enforced() {
    String mx = "mx1." + domain.domain();
    domain.dns().set(domain.domain(), "MX", "10 " + mx + ".");
    domain.delegate().enable(Policies.enforce(mx, "enforce-early")).awaitStatus("active");
    return domain;
  }

  /** The owner removes both CNAME records, and a check sees that. */
  private Change lost(Watched active) {
    Change served = active.api().current(active.hosted());
    active.dns().remove(active.policyName());
    active.dns().remove(active.textName());
    active.awaitFinding("delegation-lost", active.textName());
    return served;
  }

  private void servedOn(Change served) {
    assertThat(pair.edges(2)).allMatch(edge -> edge.serves(served));
  }

  private void nothingIsServed() {
    Pair.await(
        domain.domain() + " is not served any more",
        LIMIT,
        () ->
            pair.edges(2).stream()
                .allMatch(
                    edge ->
                        edge.document(domain.hosted()).isEmpty()
                            && edge.txt(domain.hosted()).isEmpty()));
  }

  /** What the ledger says of the newest revision; "" while it is answered. */
  private String heldUntil() {
    JsonNode newest = ledger().path("items").path(0);
    assertThat(newest.path("mode").asText()).isEqualTo("enforce");
    assertThat(newest.path("max_age").asLong()).isEqualTo(MAX_AGE_S);
    assertThat(newest.path("reason").asText()).contains("max_age");
    return newest.path("held_until").asText();
  }

  private JsonNode ledger() {
    return domain.api().get(Api.path(domain.hosted()) + "/ledger").expect(200).body();
  }
}
