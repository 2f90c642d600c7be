package net.hostedmtasts.e2e.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import net.hostedmtasts.e2e.pair.TopicClient;
import org.junit.jupiter.api.Test;

/** Withdrawing is a value with a revision, so that an older record cannot bring a policy back. */
class WithdrawnTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Pair pair = SharedPair.get();

  @Test
  void a_withdrawn_domains_old_record_is_withdrawn_again() {
    Change change = pair.activate();
    Hosted hosted = change.hosted();
    JsonNode oldPolicy = pair.topics().read(TopicClient.POLICIES, hosted.domain());
    JsonNode oldNames = pair.topics().read(TopicClient.RECORDS, hosted.label());
    pair.api().disable(hosted);
    awaitWithdrawn(hosted);
    long withdrawn = pair.topics().records(TopicClient.POLICIES).size();

    pair.topics().write(TopicClient.POLICIES, hosted.domain(), oldPolicy);
    pair.topics().write(TopicClient.RECORDS, hosted.label(), oldNames);

    // Compaction keeps the last record of a key: an edge that starts later would serve it.
    Pair.await(
        "the old record is superseded",
        LIMIT,
        () -> pair.topics().records(TopicClient.POLICIES).size() >= withdrawn + 2);
    awaitWithdrawn(hosted);
    assertThat(pair.edges(2)).allMatch(edge -> edge.refuses(hosted));
    pair.startEdge(3);
    assertThat(pair.edge(3).refuses(hosted)).isTrue();
    assertThat(pair.edge(3).txt(hosted)).isEmpty();
    pair.deployment().edge(3).instance().close();
  }

  @Test
  void a_domain_that_is_disabled_is_withdrawn_after_its_wind_down_the_id_first() {
    Hosted hosted = pair.activate().hosted();

    pair.api().disable(hosted);

    awaitWithdrawn(hosted);
    JsonNode names = pair.topics().read(TopicClient.RECORDS, hosted.label());
    assertThat(names.path("state").asText()).isEqualTo("served");
    assertThat(names.has("mta_sts")).isFalse();
    JsonNode policy = pair.topics().read(TopicClient.POLICIES, hosted.domain());
    assertThat(policy.path("revision").asLong()).isGreaterThan(names.path("revision").asLong());
  }

  private void awaitWithdrawn(Hosted hosted) {
    Pair.await(
        hosted.domain() + " is withdrawn",
        LIMIT,
        () ->
            state(TopicClient.POLICIES, hosted.domain()).equals("withdrawn")
                && state(TopicClient.CERTIFICATES, hosted.policyHost()).equals("withdrawn")
                && !pair.topics().read(TopicClient.RECORDS, hosted.label()).has("mta_sts")
                && pair.edges(2).stream()
                    .allMatch(edge -> edge.refuses(hosted) && edge.txt(hosted).isEmpty()));
  }

  private String state(String topic, String key) {
    return pair.topics().read(topic, key).path("state").asText();
  }
}
