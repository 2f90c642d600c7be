package net.hostedmtasts.controlplane.edge;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.edge.TestEdges.edge;
import static net.hostedmtasts.controlplane.edge.TestEdges.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DESIGN, "Policy first, id second": silent edges and fresh ids. No broker runs. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class SilentEdgesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Heartbeat HEARD = heartbeat("ready", 5);

  @Inject SilentEdges silent;
  @Inject Mutiny.SessionFactory database;

  private final List<UUID> given = new ArrayList<>();
  private final Set<UUID> waiting = new HashSet<>();
  private final String lost = "lost-" + UUID.randomUUID();
  private UUID first = new UUID(0, 0);
  private UUID second = new UUID(0, 0);

  @BeforeEach
  void domains() {
    Services.execute("delete from silent_edge");
    String token = newTenant();
    first = added(token, "a" + UUID.randomUUID() + ".example");
    second = added(token, "b" + UUID.randomUUID() + ".example");
  }

  private static UUID added(String token, String name) {
    as(token).body(Map.of("name", name)).post("/api/v1/domains").then().statusCode(201);
    return UUID.fromString(
        Services.text("select id::text from hosted_domain where name = '" + name + "'"));
  }

  private Edge lost(boolean isSilent, Instant heardAt) {
    return edge(lost, HEARD, isSilent, heardAt);
  }

  private void look(Edge... edges) {
    silent
        .look(
            new Edges(List.of(edges)),
            (domain, held) -> {
              boolean now = !waiting.contains(domain);
              if (now) {
                given.add(domain);
              }
              return Uni.createFrom().item(now);
            })
        .await()
        .atMost(LIMIT);
  }

  private static long rows(String table) {
    return Services.count(table);
  }

  private void past(UUID domain) {
    Services.execute(
        "insert into released_past values ('" + lost + "', '" + domain + "', 'held-document')");
  }

  @Test
  void an_edge_that_falls_silent_is_a_row_and_blocks_no_longer() {
    look(lost(true, Instant.now()));
    assertThat(rows("silent_edge where edge = '" + lost + "' and given_up_at is null"))
        .isEqualTo(1);
    assertThat(given).isEmpty();
  }

  @Test
  void when_it_is_back_what_was_released_past_it_gets_a_fresh_id_and_it_is_forgotten() {
    look(lost(true, Instant.now()));
    past(first);
    look(lost(false, Instant.now()));
    assertThat(given).containsExactly(first);
    assertThat(rows("silent_edge")).isZero();
    look(lost(false, Instant.now()));
    assertThat(given).hasSize(1);
  }

  /** Otherwise two policies that had an id at different times would renew each other for ever. */
  @Test
  void a_policy_that_must_wait_does_not_give_another_one_a_second_id() {
    look(lost(true, Instant.now()));
    past(first);
    past(second);
    waiting.add(second);
    look(lost(false, Instant.now()));
    look(lost(false, Instant.now()));
    assertThat(given).containsExactly(first);
    assertThat(rows("silent_edge")).isEqualTo(1);
    waiting.clear();
    look(lost(false, Instant.now()));
    assertThat(given).containsExactly(first, second);
    assertThat(rows("silent_edge")).isZero();
  }

  @Test
  void an_edge_not_heard_for_long_is_given_up_once() {
    look(lost(true, Instant.now().minus(Duration.ofHours(2))));
    assertThat(rows("silent_edge where given_up_at is not null")).isEqualTo(1);
    look();
    past(first);
    look();
    assertThat(given).isEmpty();
  }

  @Test
  void giving_up_gives_fresh_ids_to_what_was_released_past_it() {
    Services.execute(
        "insert into silent_edge values ('" + lost + "', now(), now() - interval '2 hours', '{}')");
    past(first);
    look();
    assertThat(given).containsExactly(first);
    assertThat(rows("silent_edge where given_up_at is not null")).isEqualTo(1);
  }

  @Test
  void an_edge_that_had_been_given_up_is_back_and_all_that_was_released_since_gets_a_fresh_id() {
    Services.execute(
        "insert into silent_edge values ('"
            + lost
            + "', now(), now() - interval '2 hours', '{}', now() - interval '1 hour')");
    Services.execute("update hosted_domain set id_released_at = null");
    Services.execute(
        "update hosted_domain set id_released_at = now() - interval '90 minutes' where id = '"
            + first
            + "'");
    Services.execute(
        "update hosted_domain set id_released_at = now() - interval '3 hours' where id = '"
            + second
            + "'");
    look(lost(false, Instant.now()));
    assertThat(given).containsExactly(first);
    assertThat(rows("silent_edge")).isZero();
  }

  /** It fell silent after the pass had looked: the release notes it all the same. */
  @Test
  void a_release_past_an_edge_that_has_no_row_yet_is_kept() throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () ->
            database.withTransaction(
                session -> silent.releasedPast(session, lost(true, Instant.now()), first, "held")));
    assertThat(rows("released_past where edge = '" + lost + "' and held_content_hash = 'held'"))
        .isEqualTo(1);
  }

  /** It may hold the document of one revision and the id of another. */
  @Test
  void an_edge_past_which_two_different_documents_are_noted_may_hold_any() throws Throwable {
    for (String held : List.of("one", "one", "other")) {
      VertxContextSupport.subscribeAndAwait(
          () ->
              database.withTransaction(
                  session -> silent.releasedPast(session, lost(true, Instant.now()), first, held)));
      assertThat(rows("released_past where held_content_hash in ('one', 'unknown')")).isEqualTo(1);
    }
    assertThat(rows("released_past where edge = '" + lost + "' and held_content_hash = 'unknown'"))
        .isEqualTo(1);
  }
}
