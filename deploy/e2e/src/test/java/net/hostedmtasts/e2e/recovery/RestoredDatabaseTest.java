package net.hostedmtasts.e2e.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is not the one that published: what senders hold must not go back. */
class RestoredDatabaseTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Some sweeps of the publisher, and longer than it listens before it releases. */
  private static final Duration A_WHILE = Duration.ofSeconds(8);

  private final Pair pair = Pair.prepare("restored", settings -> settings.withAddresses(1));

  @BeforeEach
  void start() {
    pair.startAll(1);
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void an_older_copy_takes_no_policy_back_and_the_owners_next_change_arrives() throws IOException {
    Change old = pair.activate();
    Change untouched = pair.activate();
    Change accepted = pair.activate();
    Change savedAgain = pair.activate();
    DatabaseCopy copy = stopAndCopy();
    startAgain();
    Change newer = changed(old);
    Change acceptedNewer = changed(accepted);
    Change savedAgainNewer = changed(savedAgain);

    pair.deployment().controlPlane(1).instance().close();
    pair.deployment().database().close();
    copy.putBack();
    startAgain();

    Pair.await("the keys are held", LIMIT, () -> held(newer.hosted()) && held(savedAgain.hosted()));
    Pair.holds("no policy goes back", A_WHILE, () -> pair.edge(1).serves(newer));
    assertThat(pair.edge(1).serves(acceptedNewer)).isTrue();
    assertThat(pair.edge(1).serves(savedAgainNewer)).isTrue();
    assertThat(findings(newer.hosted())).contains("restored");
    assertThat(findings(untouched.hosted())).doesNotContain("restored");

    // The owner's next change, also where it is what the older copy knows.
    arrives(pair.change(old.hosted(), Configuration.testing(2)));
    arrives(pair.change(untouched.hosted(), Configuration.testing(2)));
    arrives(pair.change(savedAgain.hosted(), Configuration.testing(0)));
    assertThat(findings(newer.hosted())).doesNotContain("restored");

    // The operator's decision.
    acceptAll(accepted.hosted());
    Pair.await(
        "the accepted policy arrives",
        LIMIT,
        () -> pair.edge(1).serves(pair.api().current(accepted.hosted())));
    assertThat(pair.api().get("/api/v1/publication/held-keys").expect(200).body().path("items"))
        .isEmpty();
  }

  @Test
  void the_database_of_another_installation_publishes_nothing_and_says_why() throws IOException {
    Change served = pair.activate();
    // With the root that has signed: the other installation makes another one.
    EdgeClient edge = pair.edge(1);
    DatabaseCopy copy = stopAndCopy();
    copy.remove();
    Files.delete(pair.deployment().data().adminToken());

    startAgain();

    Hosted added = pair.addDelegated();
    pair.api().configure(added, Configuration.testing(1));
    Pair.await(
        "the reason is shown",
        LIMIT,
        () -> publication().path("reason").asText().contains("installation"));
    assertThat(publication().path("publishing").asBoolean()).isFalse();
    Pair.holds("nothing is published", A_WHILE, () -> edge.serves(served) && edge.refuses(added));
    assertThat(pair.topics().read("mta-sts.policies")).containsOnlyKeys(served.hosted().domain());
  }

  private Change changed(Change old) {
    Change change = pair.change(old.hosted(), Configuration.testing(1));
    arrives(change);
    return change;
  }

  private void arrives(Change change) {
    Pair.awaitServed(change, pair.edges(1), LIMIT);
  }

  private DatabaseCopy stopAndCopy() throws IOException {
    pair.deployment().controlPlane(1).instance().close();
    pair.deployment().database().close();
    return DatabaseCopy.of(pair.deployment());
  }

  private void startAgain() {
    pair.deployment().database().restart();
    pair.startControlPlane(1);
  }

  private boolean held(Hosted hosted) {
    return items().stream()
        .anyMatch(
            item ->
                item.path("key").asText().equals(hosted.domain())
                    && item.path("reason").asText().equals("restored"));
  }

  private void acceptAll(Hosted hosted) {
    for (JsonNode item : items()) {
      String key = item.path("key").asText();
      if (key.equals(hosted.domain())
          || key.equals(hosted.label())
          || key.equals(hosted.policyHost())) {
        pair.api()
            .send(
                "POST",
                "/api/v1/publication/held-keys/"
                    + item.path("topic").asText()
                    + "/"
                    + key
                    + "/accept",
                "")
            .expect(204);
      }
    }
  }

  private List<JsonNode> items() {
    JsonNode items =
        pair.api().get("/api/v1/publication/held-keys").expect(200).body().path("items");
    List<JsonNode> all = new ArrayList<>();
    items.forEach(all::add);
    return all;
  }

  private List<String> findings(Hosted hosted) {
    return pair.api().mtaSts(hosted).body().path("findings").findValuesAsText("code");
  }

  private JsonNode publication() {
    return pair.api().get("/api/v1/publication").expect(200).body();
  }
}
