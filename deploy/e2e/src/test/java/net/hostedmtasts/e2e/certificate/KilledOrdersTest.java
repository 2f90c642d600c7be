package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.Test;

/**
 * Many domains at once against an authority that rejects half of all good nonces, takes its time
 * and reuses half of its authorizations, while the control-plane is killed again and again (RFC
 * 8555, sections 6.5 and 7.1.3).
 */
class KilledOrdersTest {
  private static final int DOMAINS = Counts.of(12, 200);
  private static final int KILLS = Counts.of(3, 20);
  private static final Duration LIMIT = Duration.ofSeconds(Counts.of(180, 1_800));
  private static final Signing HARSH =
      new Signing.WithPebble(
          Map.of(
              "PEBBLE_WFE_NONCEREJECT", "50",
              "PEBBLE_AUTHZREUSE", "50",
              "PEBBLE_VA_SLEEPTIME", "2",
              "PEBBLE_CHAIN_LENGTH", "2"),
          Optional.empty());

  @Test
  void each_domain_gets_one_certificate_and_every_edge_answers_before_the_authority_looks() {
    Random random = new Random(7);
    try (Pair pair =
        Pair.start(
            "killed-orders",
            2,
            settings ->
                settings
                    .withSigning(HARSH)
                    .withControlPlane("orders.claimed-for", "PT15S")
                    .withControlPlane("orders.pauses", "PT1S"))) {
      List<Hosted> all = new ArrayList<>();
      for (int i = 0; i < DOMAINS; i++) {
        all.add(pair.addDelegated());
      }
      all.forEach(hosted -> pair.api().configure(hosted, Configuration.testing(0)));
      PebbleLog log = new PebbleLog(pair.deployment().data().log("pebble"));
      for (int i = 1; i <= KILLS; i++) {
        int begun = DOMAINS * i / (KILLS + 1);
        Pair.await("orders are begun", LIMIT, () -> log.orders() >= begun);
        Duration more = Duration.ofMillis(random.nextInt(1_500));
        Pair.holds("a moment more", more, () -> true);
        pair.deployment().controlPlane(1).instance().process().kill();
        pair.startControlPlane(1);
      }
      all.forEach(pair::awaitActive);

      System.out.printf(
          "%d domains, %d kills: %d orders begun, %d finalized, %d authorizations failed%n",
          DOMAINS,
          KILLS,
          log.orders(),
          log.finalizedOrders().size(),
          log.failedAuthorizations().size());
      assertThat(log.finalizedOrders()).hasSize(DOMAINS).doesNotHaveDuplicates();
      assertThat(log.failedAuthorizations()).isEmpty();
      assertThat(all)
          .allMatch(hosted -> pair.edges(2).stream().allMatch(e -> e.document(hosted).isPresent()));
    }
  }
}
