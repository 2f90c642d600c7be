package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.hostedmtasts.e2e.pair.Answer;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ownerdns.Misbehaviour;
import org.junit.jupiter.api.Test;

/** A policy whose source is {@code auto} follows the domain's MX records (DESIGN, "Life"). */
class FollowedMxTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String AUTO =
      """
      {"mode": "testing", "max_age": 86400, "mx": {"source": "auto"}}
      """;

  private final Pair pair = LifePair.get();
  private final Watched domain = Watched.add(pair);

  @Test
  void a_new_host_is_followed_at_once_and_a_removed_one_is_kept_until_its_owner_drops_it() {
    mail("mx1", "mx2");
    domain.delegate().enable(AUTO).awaitStatus("active");
    Change first = domain.api().current(domain.hosted());
    assertThat(listed(first.document())).containsExactly(host("mx1"), host("mx2"));

    long begin = System.nanoTime();
    mail("mx1", "mx2", "mx3");
    the_check_that_sees_it_follows_it();
    Change wider = follows(first, List.of(host("mx1"), host("mx2"), host("mx3")));
    System.out.printf(
        "a new MX host is on every edge after %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    // Newest first; the first two were taken up when it was enabled.
    assertThat(audited("added")).containsExactly(host("mx3"), host("mx1") + " " + host("mx2"));

    mail("mx1", "mx3");
    a_removed_one_is_kept(wider);
    it_is_dropped_at_once(wider);
  }

  private void the_check_that_sees_it_follows_it() {
    Pair.await("a check sees it", LIMIT, () -> hosts(mx(), "hosts").contains(host("mx3")));
    assertThat(hosts(mx(), "following")).contains(host("mx3"));
  }

  private void a_removed_one_is_kept(Change served) {
    Pair.await("a check misses it", LIMIT, () -> followed(host("mx2")).has("missing_since"));
    JsonNode kept = followed(host("mx2"));
    Instant lastSeen = Instant.parse(kept.path("last_seen").asText());
    assertThat(Instant.parse(kept.path("listed_until").asText()))
        .isEqualTo(lastSeen.plus(Duration.ofDays(7)));
    assertThat(followed(host("mx1")).has("listed_until")).isFalse();
    domain.awaitChecks(2);
    assertThat(pair.edges(2)).allMatch(edge -> edge.serves(served));
  }

  private void it_is_dropped_at_once(Change before) {
    Answer used = drop("mx1").expect(409);
    assertThat(used.body().path("type").asText()).endsWith("mx-in-use");
    drop("mx9").expect(404);

    JsonNode left = drop("mx2").expect(200).body();

    assertThat(left.path("warnings").findValuesAsText("code")).containsExactly("mx-removed");
    assertThat(hosts(left, "following")).containsExactly(host("mx1"), host("mx3"));
    Change narrower = follows(before, List.of(host("mx1"), host("mx3")));
    assertThat(audited("removed")).containsExactly(host("mx2"));
    domain.awaitChecks(2);
    assertThat(pair.edges(2)).allMatch(edge -> edge.serves(narrower));
  }

  @Test
  void a_host_that_only_one_side_names_and_failed_answers_change_nothing() {
    mail("mx1");
    domain.delegate().enable(AUTO).awaitStatus("active");
    Change served = domain.api().current(domain.hosted());

    domain.dns().remember(domain.domain(), "MX", Duration.ofMinutes(10));
    mail("evil");
    domain.awaitFinding("mx-not-agreed").severity("warning");
    domain.awaitChecks(2);
    stays(served);

    mail("mx1");
    domain.dns().forget();
    domain.awaitNo("mx-not-agreed");
    domain.dns().misbehave(domain.domain(), "MX", Misbehaviour.of(Misbehaviour.Kind.SERVFAIL));
    mail("evil");
    domain.awaitChecks(2);
    stays(served);
    mail("mx1");
    domain.dns().behave(domain.domain());
  }

  private void stays(Change served) {
    assertThat(hosts(mx(), "following")).containsExactly(host("mx1"));
    assertThat(pair.edges(2)).allMatch(edge -> edge.serves(served));
  }

  private String host(String name) {
    return name + "." + domain.domain();
  }

  private void mail(String... names) {
    domain
        .dns()
        .set(
            domain.domain(),
            "MX",
            Stream.of(names).map(name -> "10 " + host(name) + ".").toArray(String[]::new));
  }

  /** Waits for the next id on all edges; whoever has read it gets the new document everywhere. */
  private Change follows(Change before, List<String> hosts) {
    List<EdgeClient> edges = pair.edges(2);
    Pair.await(
        "a policy with " + hosts,
        LIMIT,
        () -> {
          List<String> texts =
              edges.stream().map(edge -> edge.txt(before.hosted()).orElse("")).toList();
          if (!texts.stream().allMatch(before.txt()::equals)) {
            assertThat(edges)
                .as("documents behind the new id")
                .allSatisfy(
                    edge ->
                        assertThat(listed(edge.document(before.hosted()).orElse("")))
                            .isEqualTo(hosts));
          }
          return texts.stream().noneMatch(before.txt()::equals);
        });
    Change now = domain.api().current(domain.hosted());
    assertThat(now.revision()).isGreaterThan(before.revision());
    assertThat(edges).allMatch(edge -> edge.serves(now));
    return now;
  }

  private static List<String> listed(String document) {
    return document
        .lines()
        .filter(line -> line.startsWith("mx: "))
        .map(line -> line.substring("mx: ".length()))
        .sorted()
        .toList();
  }

  private Answer drop(String name) {
    return domain.api().send("DELETE", path() + "/" + host(name), "");
  }

  private JsonNode mx() {
    return domain.api().get(path()).expect(200).body();
  }

  private String path() {
    return "/api/v1/domains/" + domain.domain() + "/mx";
  }

  private static List<String> hosts(JsonNode mx, String where) {
    return mx.path(where).findValuesAsText("host").stream().sorted().toList();
  }

  private JsonNode followed(String host) {
    return StreamSupport.stream(mx().path("following").spliterator(), false)
        .filter(one -> one.path("host").asText().equals(host))
        .findFirst()
        .orElseThrow(() -> new AssertionError(host + " is not followed"));
  }

  /** Newest first. */
  private List<String> audited(String detail) {
    JsonNode items = domain.api().get("/api/v1/audit?domain=" + domain.domain()).expect(200).body();
    return StreamSupport.stream(items.path("items").spliterator(), false)
        .map(entry -> entry.path("details").path(detail).asText(""))
        .filter(hosts -> !Objects.equals(hosts, ""))
        .toList();
  }
}
