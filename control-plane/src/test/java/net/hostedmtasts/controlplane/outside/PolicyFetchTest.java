package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461, section 3.3. */
class PolicyFetchTest {
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir private Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_policy_is_fetched_as_a_sending_mta_does(String protocol) throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(TestFetch.GOOD, TestFetch.ok(TestFetch.POLICY), protocol)) {
      FetchResult.Response response = (FetchResult.Response) fetch(server);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.contentType()).contains("Text/Plain; charset=utf-8");
      assertThat(response.mediaType()).contains("text/plain");
      assertThat(response.location()).isEmpty();
      assertThat(response.body().text()).isEqualTo(TestFetch.POLICY);
      assertThat(response.took()).isPositive().isLessThan(Duration.ofSeconds(10));
      assertThat(response.address()).isEqualTo(server.address());
      assertThat(response.certificate().names()).containsExactly("mta-sts.example.com");
      assertThat(response.certificate().issuer()).isEqualTo("CN=Test Intermediate");
      assertThat(response.certificate().notAfter()).isAfter(Instant.now());
      assertThat(server.serverNames()).containsExactly("mta-sts.example.com");
      assertThat(server.requests().get(0))
          .startsWith("GET /.well-known/mta-sts.txt HTTP/1.1\n")
          .containsIgnoringCase("\nhost: mta-sts.example.com\n");
    }
  }

  @Test
  void a_redirect_is_not_followed() throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(
            TestFetch.GOOD,
            TestFetch.head(
                "301 Moved", "Location: https://www.example.com/", "Content-Length: 0"))) {
      FetchResult.Response response = (FetchResult.Response) fetch(server);
      assertThat(response.status()).isEqualTo(301);
      assertThat(response.location()).contains("https://www.example.com/");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          until the end of the connection | HTTP/1.1 200 OK\\r\\n\\r\\nabc
          in chunks                       | HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\r\\na\\r\\n2\\r\\nbc\\r\\n0\\r\\n\\r\\n
          after an interim answer         | HTTP/1.1 103 Early Hints\\r\\nLink: x\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nabc
          by an old server                | HTTP/1.0 200 OK\\r\\n\\r\\nabc
          """)
  void a_body_comes(String how, String answer) throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(TestFetch.GOOD, answer.replace("\\r", "\r").replace("\\n", "\n"))) {
      assertThat(fetch(server))
          .isInstanceOfSatisfying(
              FetchResult.Response.class,
              response -> {
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body().text()).isEqualTo("abc");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"65536, true", "65537, false"})
  void a_body_is_64_kib_at_most(int size, boolean taken) throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(TestFetch.GOOD, TestFetch.ok("x".repeat(size)))) {
      FetchResult result = fetch(server);
      if (taken) {
        assertThat(((FetchResult.Response) result).body().size()).isEqualTo(size);
      } else {
        assertThat(problem(result)).isEqualTo(FetchResult.ResponseProblem.TOO_LARGE);
      }
    }
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc | CLOSED
          HTTP/1.1 200 OK\\r\\nContent-Le                   | MALFORMED
          SSH-2.0-OpenSSH\\r\\n\\r\\n                       | MALFORMED
          """)
  void an_answer_that_is_not_whole_is_none(String answer, FetchResult.ResponseProblem problem)
      throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(TestFetch.GOOD, answer.replace("\\r", "\r").replace("\\n", "\n"))) {
      assertThat(problem(fetch(server))).isEqualTo(problem);
    }
  }

  @Test
  void a_head_without_end_is_not_read() throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(
            TestFetch.GOOD, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
      assertThat(problem(fetch(server))).isEqualTo(FetchResult.ResponseProblem.MALFORMED);
    }
  }

  @Test
  void silence_after_the_request_ends_with_the_deadline() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(TestFetch.GOOD, null)) {
      FetchResult result = fetch(server, Duration.ofMillis(800));
      assertThat(problem(result)).isEqualTo(FetchResult.ResponseProblem.TIMED_OUT);
      assertThat(result.took()).isBetween(Duration.ofMillis(700), Duration.ofMillis(1_500));
    }
  }

  @Test
  void nobody_there_is_refused() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    FetchResult result =
        new TestFetch(VERTX, folder, metrics)
            .fetch(
                "127.0.0.2",
                new TestOutside(free, 53, Optional.empty(), true),
                Duration.ofSeconds(5));
    assertThat(notConnected(result)).isEqualTo(Connection.Reason.REFUSED);
    assertThat(TestOutside.attempts(metrics)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "::1"})
  void with_loopback_closed_nothing_on_loopback_gets_a_connection(String address)
      throws IOException {
    try (TestPolicyHost server = TestPolicyHost.plain(address, TestFetch.ok(TestFetch.POLICY))) {
      FetchResult result =
          fetch(
              server,
              new TestOutside(server.port(), 53, Optional.empty(), false),
              Duration.ofSeconds(5));
      assertThat(notConnected(result)).isEqualTo(Connection.Reason.ADDRESS_NOT_GLOBAL);
      assertThat(TestOutside.attempts(metrics)).isZero();
      assertThat(TestOutside.refusals(metrics)).isEqualTo(1);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_result_comes_back_on_the_event_loop_that_asked() throws Exception {
    Connector connector = TestOutside.closed(53).connector(metrics);
    try {
      PolicyFetch fetch = TestOutside.closed(53).policyFetch(VERTX, connector);
      CompletableFuture<Boolean> same = new CompletableFuture<>();
      var context = VERTX.getOrCreateContext();
      context.runOnContext(
          ignored ->
              fetch
                  .fetch(TestFetch.HOST, InetAddresses.forString("127.0.0.1"))
                  .subscribe()
                  .with(result -> same.complete(Vertx.currentContext() == context)));
      assertThat(same.get(5, TimeUnit.SECONDS)).isTrue();
    } finally {
      connector.close();
    }
  }

  private static FetchResult.@Nullable ResponseProblem problem(FetchResult result) {
    return result instanceof FetchResult.NoResponse no ? no.problem() : null;
  }

  private static Connection.Reason notConnected(FetchResult result) {
    return ((FetchResult.NotConnected) result).reason();
  }

  private FetchResult fetch(TestPolicyHost server) {
    return new TestFetch(VERTX, folder, metrics).fetch(server);
  }

  private FetchResult fetch(TestPolicyHost server, Duration deadline) {
    return new TestFetch(VERTX, folder, metrics).fetch(server, deadline);
  }

  private FetchResult fetch(TestPolicyHost server, TestOutside outside, Duration deadline) {
    return new TestFetch(VERTX, folder, metrics).fetch(server, outside, deadline);
  }
}
