package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;

/** From {@code inactive} to {@code active}, through {@code error}, and down again (DESIGN). */
class LifeTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Pair pair = LifePair.get();

  @Test
  void a_domain_is_active_by_itself_fails_recovers_and_is_taken_down_without_harm() {
    Watched domain = Watched.add(pair);
    assertThat(domain.status()).isEqualTo("inactive");
    try (Events events = Events.after(0, domain)) {
      domain.enable();
      assertThat(domain.status()).isEqualTo("verifying");
      nothing_is_published_before_the_cname_records_are_there(domain);

      domain.delegate().awaitStatus("active").awaitCnames("seen", "seen");
      Change served = pair.api().current(domain.hosted());
      assertThat(pair.edges(2)).allMatch(edge -> edge.serves(served));

      domain.dns().set(domain.policyName(), "CNAME", "www.elsewhere.test.");
      domain.awaitStatus("error").awaitFinding("cname-other-target").severity("error");
      assertThat(pair.edges(2)).allMatch(edge -> edge.serves(served));

      domain.delegate().awaitStatus("active").awaitNo("cname-other-target");
      domain.awaitCnames("seen", "seen");

      Pair.await("the stream has told it", LIMIT, () -> events.changes().size() >= 4);
      assertThat(events.changes())
          .startsWith("inactive>verifying", "verifying>active", "active>error")
          .endsWith("error>active");
      reconnecting_tells_what_came_after(domain, events);
    }
    it_is_wound_down_and_comes_back_with_the_same_label(domain);
  }

  private void nothing_is_published_before_the_cname_records_are_there(Watched domain) {
    domain.awaitCnames("not_seen", "not_seen");
    assertThat(pair.edge(1).document(domain.hosted())).isEmpty();
    assertThat(pair.edge(1).txt(domain.hosted())).isEmpty();
  }

  private static void reconnecting_tells_what_came_after(Watched domain, Events events) {
    List<Events.Event> all = events.all();
    assertThat(all).extracting(Events.Event::id).isSorted().doesNotHaveDuplicates();
    Events.Event first = all.get(0);
    try (Events again = Events.after(first.id(), domain)) {
      Pair.await("the rest comes", LIMIT, () -> again.all().size() >= all.size() - 1);
      assertThat(again.all()).startsWith(all.get(1)).doesNotContain(first);
    }
    JsonNode history =
        domain
            .api()
            .get("/api/v1/domains/" + domain.domain() + "/checks?limit=100")
            .expect(200)
            .body()
            .path("items");
    assertThat(history.findValuesAsText("id"))
        .containsAll(all.stream().map(event -> Long.toString(event.id())).toList());
  }

  private void it_is_wound_down_and_comes_back_with_the_same_label(Watched domain) {
    String label = domain.hosted().label();
    domain
        .api()
        .send(
            "DELETE",
            "/api/v1/domains/" + domain.domain() + "/mta-sts",
            "",
            "If-Match",
            domain.api().mtaSts(domain.hosted()).version())
        .expect(400);

    JsonNode disabled = pair.api().disable(domain.hosted()).body();

    assertThat(disabled.path("status").asText()).isEqualTo("inactive");
    assertThat(disabled.path("winding_down_until").asText()).startsWith("20");
    domain
        .awaitFinding("cnames-left-behind", domain.policyName())
        .severity("info")
        .advises("Delete the CNAME record at " + domain.policyName());
    assertThat(domain.shown().has("winding_down_until")).isFalse();
    assertThat(pair.edges(2))
        .allMatch(edge -> edge.document(domain.hosted()).isEmpty())
        .allMatch(edge -> edge.txt(domain.hosted()).isEmpty());

    domain.dns().remove(domain.policyName());
    domain.dns().remove(domain.textName());
    domain.awaitNo("cnames-left-behind");

    domain.activate();
    assertThat(pair.api().hosted(domain.domain()).label()).isEqualTo(label);
  }

  /** While it is wound down it can be enabled again, and nothing was ever away. */
  @Test
  void enabling_cancels_the_winding_down() {
    Watched domain = Watched.add(pair).activate();
    pair.api().disable(domain.hosted());

    domain.enable().awaitStatus("active");

    assertThat(domain.shown().has("winding_down_until")).isFalse();
    Change served = pair.api().current(domain.hosted());
    Pair.awaitServed(served, pair.edges(2), LIMIT);
  }

  @Test
  void cnames_left_behind() {
    Watched domain = Watched.add(pair).activate();
    pair.api().disable(domain.hosted());

    domain
        .awaitFinding("cnames-left-behind", domain.textName())
        .severity("info")
        .expectingNothingParticular()
        .advises("the record points at nothing now");
    domain.awaitCnames("seen", "seen");
  }
}
