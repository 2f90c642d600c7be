package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.hostedmtasts.policyserver.fixture.TestTopics.CERTIFICATES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.CHALLENGES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import net.hostedmtasts.policyserver.dns.DnsServer;
import net.hostedmtasts.policyserver.fixture.Contract;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import net.hostedmtasts.policyserver.policy.PolicyListener;
import net.hostedmtasts.policyserver.process.PlainHttp.Answer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One edge as Quarkus starts it: what it answers over plain HTTP before it is ready (only the first
 * test) and when it is.
 */
@QuarkusTest
@QuarkusTestResource(BrokerAndKey.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
// Quarkus sets the fields.
@SuppressWarnings("NullAway.Init")
class EdgeProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Contract.Example CHALLENGE = Contract.example("challenge.http-01");
  private static final String HOST = "mta-sts.example.com";
  private static final String PATH = "/.well-known/acme-challenge/";
  private static final String AUTHORIZATION = CHALLENGE.key() + ".thumb-print_of-the-account";
  private static final String EXPIRING = "expiring";
  private static boolean published;
  private static @Nullable TestTopics connected;

  @TestHTTPResource("/")
  URI challenges;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @ConfigProperty(name = "certificates.sealing-key-files")
  Path keyFile;

  @Inject PolicyListener policyListener;
  @Inject DnsServer dnsServer;

  @AfterAll
  static void disconnect() {
    if (connected != null) {
      connected.close();
    }
  }

  private TestTopics topics() {
    TestTopics topics = connected;
    if (topics == null) {
      topics = new TestTopics(bootstrap);
      connected = topics;
    }
    return topics;
  }

  @Test
  @Order(1)
  void
      before_everything_is_read_it_lives_but_is_neither_started_nor_ready_and_answers_no_challenge()
          throws Exception {
    topics().publish(CHALLENGES, CHALLENGE.key(), Messages.challenge(HOST, AUTHORIZATION));
    await().atMost(LIMIT).until(() -> page("/edge").body().contains("no census of"));

    assertThat(page("/q/health/live").status()).isEqualTo(200);
    assertThat(page("/q/health/started").status()).isEqualTo(503);
    Answer ready = page("/q/health/ready");
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("no census of").contains("joining");
    Answer challenge = challenge(CHALLENGE.key(), HOST);
    assertThat(challenge.status()).as("a CA comes back, a 404 would end the order").isEqualTo(503);
    assertThat(challenge.body()).isEqualTo("not ready\n");
    assertThat(samples("edge_state")).contains("edge_state{state=\"joining\"} 1.0");
  }

  @Test
  void when_everything_is_read_every_probe_says_so() throws Exception {
    awaitReady();
    for (String probe : List.of("live", "ready", "started")) {
      assertThat(page("/q/health/" + probe).status()).as(probe).isEqualTo(200);
    }
    assertThat(samples("edge_state")).contains("edge_state{state=\"ready\"} 1.0");
  }

  @ParameterizedTest(name = "Host: {0}")
  @CsvSource({
    "mta-sts.example.com",
    "MTA-STS.Example.COM",
    "mta-sts.example.com:80",
    "mta-sts.example.com."
  })
  void a_challenge_is_answered_with_exactly_its_key_authorization(String host) throws Exception {
    awaitReady();
    Answer answer = challenge(CHALLENGE.key(), host);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).as("RFC 8555, section 8.3").isEqualTo(AUTHORIZATION);
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest(name = "{0} {1} for {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /.well-known/acme-challenge/{token}     | mta-sts.example.net | another host
          GET  | /.well-known/acme-challenge/{token}     | example.com         | the domain itself
          GET  | /.well-known/acme-challenge/unknown     | mta-sts.example.com | an unknown token
          GET  | /.well-known/acme-challenge/{token}/    | mta-sts.example.com | a path below
          GET  | /.well-known/acme-challenge/{token}/x   | mta-sts.example.com | a path below
          GET  | /.well-known/acme-challenge/            | mta-sts.example.com | no token
          GET  | /.well-known/acme-challenge             | mta-sts.example.com | no token
          GET  | /.well-known/acme-challenge/%2e%2e/edge | mta-sts.example.com | a way out
          POST | /.well-known/acme-challenge/{token}     | mta-sts.example.com | another method
          GET  | /.well-known/mta-sts.txt                | mta-sts.example.com | policies are HTTPS only
          GET  | /                                       | mta-sts.example.com | another path
          GET  | /edge                                   | mta-sts.example.com | management
          GET  | /q/health                               | mta-sts.example.com | management
          GET  | /q/health/ready                         | mta-sts.example.com | management
          GET  | /q/metrics                              | mta-sts.example.com | management
          """)
  void whatever_else_is_asked_for_on_that_port_is_not_found(
      String method, String path, String host, String why) throws Exception {
    awaitReady();
    Answer answer =
        PlainHttp.ask(challenges, method, path.replace("{token}", CHALLENGE.key()), host);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("not found\n");
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
  }

  @Test
  void a_head_request_is_answered_without_a_body() throws Exception {
    awaitReady();
    Answer answer = PlainHttp.ask(challenges, "HEAD", PATH + CHALLENGE.key(), HOST);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void a_challenge_ends_an_hour_after_its_record() throws Exception {
    awaitReady();
    topics()
        .publish(
            CHALLENGES,
            EXPIRING,
            Messages.challenge(HOST, EXPIRING + ".x"),
            Instant.now().minus(Duration.ofHours(1)).plusSeconds(4));
    await().atMost(LIMIT).until(() -> challenge(EXPIRING, HOST).status() == 200);
    await().atMost(LIMIT).until(() -> challenge(EXPIRING, HOST).status() == 404);
  }

  @Test
  void the_page_of_the_edge_says_what_its_heartbeats_say() throws Exception {
    awaitReady();
    JsonNode edge = JSON.readTree(page("/edge").body());
    assertThat(edge.path("id").asText()).matches("tested-[0-9a-f]{8}");
    assertThat(edge.path("waiting_for").asText()).isEmpty();
    assertThat(edge.path("heartbeat").path("state").asText()).isEqualTo("ready");
    assertThat(edge.path("heartbeat").path("entries").path(POLICIES).asInt()).isEqualTo(1);
    assertThat(edge.path("heartbeat").path("applied").path(POLICIES).path("offsets"))
        .hasSize(TestTopics.PARTITIONS);
  }

  @Test
  void operators_find_every_metric_and_none_of_them_names_a_domain() throws Exception {
    awaitReady();
    SenderQuestions.fetch(policyListener.port(), HOST);
    SenderQuestions.ask(dnsServer.address(), "unknown.mta-sts-host.test.");
    challenge(CHALLENGE.key(), HOST);
    List<String> all = samples("");
    for (String expected :
        List.of(
            "edge_fetches_total{status=\"200\"} 1.0",
            "edge_handshakes_total{result=\"completed\"} 1.0",
            "edge_handshakes_refused_total{reason=\"no_name\"} 0.0",
            "edge_handshakes_refused_total{reason=\"unknown_name\"} 0.0",
            "edge_connections_total{verdict=\"accepted\"} 1.0",
            "edge_dns_queries_total{type=\"TXT\"} 1.0",
            "edge_dns_answers_total{rcode=\"nxdomain\"} 1.0",
            "edge_entries{topic=\"mta-sts.policies\"} 1.0",
            "edge_entries{topic=\"mta-sts.certificates\"} 1.0",
            "edge_topic_lag{topic=\"mta-sts.records\"} 0.0",
            "edge_records_bad_total{topic=\"mta-sts.policies\"} 0.0",
            "edge_newest_record_age_seconds ",
            "edge_first_certificate_expiry_seconds 2")) {
      assertThat(all).anyMatch(line -> line.startsWith(expected));
    }
    assertThat(all).noneMatch(line -> line.contains("example"));
  }

  private void awaitReady() throws IOException {
    if (!published) {
      published = true;
      publishDomain(new TestSeal(Base64.getDecoder().decode(Files.readString(keyFile, US_ASCII))));
    }
    await().atMost(LIMIT).until(() -> page("/q/health/ready").status() == 200);
    await().atMost(LIMIT).until(() -> challenge(CHALLENGE.key(), HOST).status() == 200);
  }

  private void publishDomain(TestSeal seal) {
    long revision = TestTopics.nextRevision();
    topics()
        .publish(
            POLICIES,
            "example.com",
            Messages.policy(revision, Messages.document("mx.example.com")));
    topics()
        .publish(
            CERTIFICATES,
            HOST,
            Messages.certificate(revision, HOST, new TestAuthority().issue(HOST), seal));
    topics().publish(CHALLENGES, CHALLENGE.key(), Messages.challenge(HOST, AUTHORIZATION));
    topics().countAll(1, 0, 1);
  }

  private Answer challenge(String token, String host) throws IOException {
    return PlainHttp.ask(challenges, "GET", PATH + token, host);
  }

  private Answer page(String path) throws IOException {
    return PlainHttp.ask(management, "GET", path, "127.0.0.1");
  }

  private List<String> samples(String prefix) throws IOException {
    return page("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(prefix) && !line.startsWith("#"))
        .toList();
  }
}
