package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "Looking at the outside world". */
class HttpPostTest {
  private static final String HOST = "hooks.example.com";
  private static final TestCertificates AUTHORITY = new TestCertificates();
  private static final TestCertificates.Identity GOOD = AUTHORITY.valid(HOST);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private PostResult post(TestPolicyHost server, Duration deadline, String... before) {
    return post(server, deadline, true, before);
  }

  private PostResult post(
      TestPolicyHost server, Duration deadline, boolean loopback, String... before) {
    TestOutside outside =
        new TestOutside(443, 53, Optional.of(AUTHORITY.rootFile(folder)), loopback);
    Connector connector = outside.connector(metrics);
    try {
      HttpPost post =
          new HttpPost(
              connector, new CertificateJudge(new TrustedRoots(outside), Clock.systemUTC()));
      List<InetAddress> addresses =
          Stream.concat(
                  Stream.of(before).map(InetAddresses::forString), Stream.of(server.address()))
              .toList();
      PostRequest request =
          new PostRequest(
              true,
              HOST,
              server.port(),
              HOST + ":" + server.port(),
              "/hook?a=b",
              Map.of("webhook-id", "evt_1"),
              "{\"a\":\"ü\"}");
      return post.post(request, addresses, deadline).await().atMost(LIMIT);
    } finally {
      connector.close();
    }
  }

  private static String ok(String body) {
    return TestFetch.head("200 OK", "Content-Length: " + body.length()) + body;
  }

  @Test
  void a_request_is_posted_with_server_name_host_and_headers() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok("thanks"))) {
      PostResult.Answered answer = (PostResult.Answered) post(server, LIMIT);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().text()).isEqualTo("thanks");
      assertThat(server.serverNames()).containsExactly(HOST);
      assertThat(server.requests().get(0))
          .startsWith("POST /hook?a=b HTTP/1.1\n")
          .containsIgnoringCase("\nhost: " + HOST + ":" + server.port() + "\n")
          .containsIgnoringCase("\nwebhook-id: evt_1\n")
          .containsIgnoringCase("\ncontent-type: application/json\n")
          .containsIgnoringCase("\ncontent-length: 10\n");
    }
  }

  @Test
  void an_address_that_takes_no_connection_is_passed_over() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok(""))) {
      assertThat(post(server, LIMIT, "127.0.0.3", "127.0.0.4"))
          .isInstanceOf(PostResult.Answered.class);
    }
  }

  @Test
  void with_loopback_closed_nothing_is_sent() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok(""))) {
      assertThat(post(server, LIMIT, false)).isInstanceOf(PostResult.Unanswered.class);
      assertThat(TestOutside.attempts(metrics)).isZero();
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_redirect_is_an_answer() throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(
            GOOD,
            TestFetch.head("307 Elsewhere", "Location: https://127.0.0.1/", "Content-Length: 0"))) {
      assertThat(((PostResult.Answered) post(server, LIMIT)).status()).isEqualTo(307);
      assertThat(server.connections()).isOne();
    }
  }

  /** Whoever has said 2xx has taken it, however long the rest is. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"65536, 65536", "65537, 65536", "300000, 65536"})
  void of_a_long_answer_64_kib_are_read(int size, int read) throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok("x".repeat(size)))) {
      PostResult.Answered answer = (PostResult.Answered) post(server, LIMIT);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().size()).isEqualTo(read);
    }
  }

  @Test
  void an_answer_that_breaks_off_has_a_status_all_the_same() throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(GOOD, TestFetch.head("204 No", "Content-Length: 9") + "abc")) {
      assertThat(((PostResult.Answered) post(server, LIMIT)).status()).isEqualTo(204);
    }
  }

  @Test
  void silence_ends_with_the_deadline() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, null)) {
      PostResult result = post(server, Duration.ofMillis(1_500));
      assertThat(result)
          .isInstanceOfSatisfying(
              PostResult.Unanswered.class,
              no -> assertThat(no.detail()).isEqualTo("not finished in time"));
    }
  }

  @Test
  void a_certificate_for_another_name_gets_nothing() throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(AUTHORITY.valid("other.example.com"), ok(""))) {
      assertThat(post(server, LIMIT))
          .isInstanceOfSatisfying(
              PostResult.Unanswered.class,
              no -> assertThat(no.detail()).isEqualTo("its certificate is for other names"));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_gets_nothing() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(AUTHORITY.selfSigned(HOST), ok(""))) {
      assertThat(post(server, LIMIT))
          .isInstanceOfSatisfying(
              PostResult.Unanswered.class,
              no ->
                  assertThat(no.detail())
                      .isEqualTo("its certificate does not lead to a trusted root"));
      assertThat(server.requests()).isEmpty();
    }
  }
}
