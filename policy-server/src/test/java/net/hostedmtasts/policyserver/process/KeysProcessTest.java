package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.hostedmtasts.policyserver.fixture.TestTopics.CERTIFICATES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.CHALLENGES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.EDGES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import net.hostedmtasts.policyserver.policy.PolicyListener;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One running edge while its sealing keys change, a CA comes, and somebody reads along. */
@QuarkusTest
@QuarkusTestResource(value = BrokerAndNextKey.class, restrictToAnnotatedClass = true)
// Quarkus sets the fields.
@SuppressWarnings("NullAway.Init")
class KeysProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final String HOST = "mta-sts.example.com";
  private static final String MARKED_HOST = "mta-sts.marked.example";
  private static final byte[] MARKED_SEALING_KEY =
      "seeded-marker-of-the-sealing-key".getBytes(US_ASCII);
  private static final String MARKED_PRIVATE_KEY = "seeded-marker-of-the-private-key";
  private static final String MARKED_TOKEN = "seeded-marker-of-the-token";

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @TestHTTPResource("/")
  URI challenges;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @ConfigProperty(name = "certificates.sealing-key-files")
  List<Path> keyFiles;

  @Inject PolicyListener policyListener;

  private TestTopics topics;

  @BeforeEach
  void connect() throws IOException {
    topics = new TestTopics(bootstrap);
    long revision = TestTopics.nextRevision();
    String document = Messages.document("mx.example.com");
    topics.publish(POLICIES, "example.com", Messages.policy(revision, document));
    topics.publish(
        CERTIFICATES,
        HOST,
        Messages.certificate(revision, HOST, AUTHORITY.issue(HOST), currentSeal()));
    topics.countAll(1, 0, 1);
    await().atMost(LIMIT).until(() -> page("/q/health/ready").status() == 200);
  }

  @AfterEach
  void disconnect() {
    topics.close();
  }

  private TestSeal currentSeal() throws IOException {
    return new TestSeal(Base64.getDecoder().decode(Files.readString(keyFiles.get(0), US_ASCII)));
  }

  private void putNext(String content) throws IOException {
    Files.writeString(keyFiles.get(1), content);
  }

  private PlainHttp.Answer page(String path) throws IOException {
    return PlainHttp.ask(management, "GET", path, "127.0.0.1");
  }

  private String edge() throws IOException {
    return page("/edge").body();
  }

  /** The policy comes over a connection whose certificate is the newest. */
  private boolean served(String host) {
    try {
      SenderQuestions.fetch(policyListener.port(), host);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void the_next_key_is_taken_while_the_edge_answers_and_secrets_are_seen_nowhere()
      throws Exception {
    try (LogLines log = new LogLines()) {
      TestSeal next = new TestSeal(MARKED_SEALING_KEY);
      sealedWithANextKeyThatIsNotThere(next);
      aBrokenFileIsRefused(log);
      theNextKeyComes(next);
      aHandshakeMeetsAMarkedPrivateKey();
      aMarkedChallengeIsAnswered();
      assertThatNothingShowsASecret(log);
    }
  }

  private void sealedWithANextKeyThatIsNotThere(TestSeal next) throws IOException {
    long revision = TestTopics.nextRevision();
    topics.publish(
        CERTIFICATES, HOST, Messages.certificate(revision, HOST, AUTHORITY.issue(HOST), next));
    topics.publish(
        CERTIFICATES,
        MARKED_HOST,
        Messages.certificate(
            revision, MARKED_HOST, AUTHORITY.issue(MARKED_HOST).chain(), der(), next));
    await().atMost(LIMIT).until(() -> edge().contains("\"count\":2"));
    assertThat(served(HOST)).as("what could not be replaced is served on").isTrue();
    assertThat(served(MARKED_HOST)).isFalse();
  }

  /** One DER sequence, but no key. */
  private static byte[] der() {
    byte[] text = MARKED_PRIVATE_KEY.getBytes(US_ASCII);
    byte[] der = new byte[2 + text.length];
    der[0] = 0x30;
    der[1] = (byte) text.length;
    System.arraycopy(text, 0, der, 2, text.length);
    return der;
  }

  private void aBrokenFileIsRefused(LogLines log) throws IOException {
    putNext(Base64.getEncoder().encodeToString(MARKED_SEALING_KEY).substring(4));
    await().atMost(LIMIT).until(() -> log.all().contains("does not hold"));
    assertThat(edge()).contains(currentSeal().keyId());
    assertThat(served(HOST)).isTrue();
  }

  private void theNextKeyComes(TestSeal next) throws IOException {
    putNext(Base64.getEncoder().encodeToString(next.key()) + "\n");
    await().atMost(Duration.ofSeconds(5)).until(() -> edge().contains(next.keyId()));
    assertThat(edge()).contains(currentSeal().keyId());
    await().atMost(LIMIT).until(() -> !edge().contains("\"count\":"));
    await().atMost(LIMIT).until(() -> edge().contains("\"mta-sts.certificates\":2"));
    assertThat(served(HOST)).isTrue();
    assertThat(page("/q/health/ready").status()).isEqualTo(200);
  }

  private void aHandshakeMeetsAMarkedPrivateKey() {
    assertThat(served(MARKED_HOST)).isFalse();
  }

  private void aMarkedChallengeIsAnswered() throws Exception {
    String token = MARKED_TOKEN;
    topics.publish(
        CHALLENGES, token, Messages.challenge("tls-alpn-01", HOST, token + ".thumb-print"));
    await().atMost(LIMIT).until(() -> edge().contains("\"mta-sts.challenges\":1"));
    assertThat(validationCertificate()).contains("acme-tls/1").contains("CN = ACME challenge");
    var overHttp = PlainHttp.ask(challenges, "GET", "/.well-known/acme-challenge/" + token, HOST);
    assertThat(overHttp.status()).as("only tokens of HTTP-01 are answered there").isEqualTo(404);
  }

  private String validationCertificate() throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + policyListener.port(),
                "-servername",
                HOST,
                "-alpn",
                "acme-tls/1")
            .redirectErrorStream(true)
            .start();
    openssl.getOutputStream().close();
    return new String(openssl.getInputStream().readAllBytes(), ISO_8859_1);
  }

  private void assertThatNothingShowsASecret(LogLines log) throws IOException {
    Map<String, String> shown =
        Map.of(
            "log", log.all(),
            "edge", edge(),
            "metrics", page("/q/metrics").body(),
            "health", page("/q/health").body(),
            "heartbeats", heartbeats());
    assertThat(shown).allSatisfy((where, text) -> assertThat(text).as(where).isNotEmpty());
    for (String secret : secrets()) {
      assertThat(shown)
          .allSatisfy((where, text) -> assertThat(text).as(where).doesNotContain(secret));
    }
  }

  private String heartbeats() {
    StringBuilder all = new StringBuilder();
    topics
        .all(EDGES)
        .forEach(
            record ->
                all.append(record.value() == null ? "" : new String(record.value(), ISO_8859_1)));
    return all.toString();
  }

  /** Each marker, and in the forms in which it is written. */
  private static List<String> secrets() {
    return Stream.of(MARKED_SEALING_KEY, der(), MARKED_TOKEN.getBytes(US_ASCII))
        .flatMap(
            secret ->
                Stream.of(
                    new String(secret, ISO_8859_1),
                    HexFormat.of().formatHex(secret).substring(8),
                    Base64.getEncoder().encodeToString(secret).substring(8, 32)))
        .toList();
  }
}
