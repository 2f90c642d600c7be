package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461, sections 3.3 and 4.2. */
class PolicyFetchTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final TestCertificates AUTHORITY = new TestCertificates();
  private static final TestCertificates.Identity GOOD = AUTHORITY.valid("mta-sts.example.com");
  private static final String POLICY = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";

  @TempDir private Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_policy_is_fetched_as_a_sending_mta_does(String protocol) throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok(POLICY), protocol)) {
      FetchResult.Response response = (FetchResult.Response) fetch(server);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.contentType()).contains("Text/Plain; charset=utf-8");
      assertThat(response.mediaType()).contains("text/plain");
      assertThat(response.location()).isEmpty();
      assertThat(response.body().text()).isEqualTo(POLICY);
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
            GOOD, head("301 Moved", "Location: https://www.example.com/", "Content-Length: 0"))) {
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
        TestPolicyHost.start(GOOD, answer.replace("\\r", "\r").replace("\\n", "\n"))) {
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
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok("x".repeat(size)))) {
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
        TestPolicyHost.start(GOOD, answer.replace("\\r", "\r").replace("\\n", "\n"))) {
      assertThat(problem(fetch(server))).isEqualTo(problem);
    }
  }

  @Test
  void a_head_without_end_is_not_read() throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(GOOD, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n")) {
      assertThat(problem(fetch(server))).isEqualTo(FetchResult.ResponseProblem.MALFORMED);
    }
  }

  @Test
  void silence_after_the_request_ends_with_the_deadline() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, null)) {
      FetchResult result = fetch(server, Duration.ofMillis(800));
      assertThat(problem(result)).isEqualTo(FetchResult.ResponseProblem.TIMED_OUT);
      assertThat(result.took()).isBetween(Duration.ofMillis(700), Duration.ofMillis(1_500));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "name, WRONG_NAME",
    "expired, EXPIRED",
    "future, NOT_YET_VALID",
    "self, UNTRUSTED",
    "alone, UNTRUSTED",
    "foreign, UNTRUSTED",
    "client, UNTRUSTED",
    "common-name, WRONG_NAME"
  })
  void a_bad_certificate_is_described_and_nothing_is_asked(String kind, CertificateProblem problem)
      throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(identity(kind), ok(POLICY))) {
      FetchResult.BadCertificate bad = (FetchResult.BadCertificate) fetch(server);
      assertThat(bad.problems()).containsExactly(problem);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void everything_that_is_wrong_is_found() throws IOException {
    try (TestPolicyHost server =
        TestPolicyHost.start(
            new TestCertificates()
                .from(-90, -1, KeyPurposeId.id_kp_serverAuth, "www.example.com", "example.com"),
            ok(POLICY))) {
      FetchResult.BadCertificate bad = (FetchResult.BadCertificate) fetch(server);
      assertThat(bad.problems())
          .isEqualTo(
              Set.of(
                  CertificateProblem.WRONG_NAME,
                  CertificateProblem.EXPIRED,
                  CertificateProblem.UNTRUSTED));
      assertThat(bad.certificate().names()).containsExactly("www.example.com", "example.com");
      assertThat(bad.certificate().notAfter()).isBefore(Instant.now());
    }
  }

  @Test
  void public_roots_are_trusted_where_no_file_is_given() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok(POLICY))) {
      FetchResult result =
          fetch(
              server,
              new TestOutside(server.port(), 53, Optional.empty(), true),
              Duration.ofSeconds(10));
      assertThat(((FetchResult.BadCertificate) result).problems())
          .containsExactly(CertificateProblem.UNTRUSTED);
    }
  }

  @Test
  void a_new_certificate_is_seen_at_once() throws IOException {
    // A session that is resumed would show the old one.
    try (TestPolicyHost server = TestPolicyHost.start(GOOD, ok(POLICY), "TLSv1.2")) {
      fetch(server);
      assertThat(fetch(server)).isInstanceOf(FetchResult.Response.class);
      assertThat(server.serverNames()).hasSize(2);
    }
  }

  @Test
  void what_does_not_speak_tls_is_named() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.plain("127.0.0.2", "HTTP/1.1 400 Bad\r\n\r\n")) {
      assertThat(handshake(fetch(server)).problem())
          .isEqualTo(FetchResult.HandshakeProblem.NOT_TLS);
    }
  }

  @Test
  void an_end_during_the_handshake_is_named() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.plain("127.0.0.2", "")) {
      assertThat(handshake(fetch(server)).problem()).isEqualTo(FetchResult.HandshakeProblem.CLOSED);
    }
  }

  @Test
  void silence_during_the_handshake_ends_with_the_deadline() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.plain("127.0.0.2", null)) {
      assertThat(handshake(fetch(server, Duration.ofMillis(300))).problem())
          .isEqualTo(FetchResult.HandshakeProblem.TIMED_OUT);
    }
  }

  @Test
  void an_alert_is_told() throws IOException {
    // As a server does that has no certificate for the name (RFC 6066, section 3).
    try (TestPolicyHost server =
        TestPolicyHost.plain("127.0.0.2", "\u0015\u0003\u0003\u0000\u0002\u0002p")) {
      FetchResult.NoHandshake no = handshake(fetch(server));
      assertThat(no.problem()).isEqualTo(FetchResult.HandshakeProblem.ALERT);
      assertThat(no.detail()).isEqualTo("alert unrecognized_name");
      assertThat(no.certificate()).isEmpty();
    }
  }

  @Test
  void the_certificate_is_described_where_the_handshake_fails_after_it() throws IOException {
    try (TestPolicyHost server = TestPolicyHost.forKnownClients(GOOD, "TLSv1.2")) {
      assertThat(handshake(fetch(server)).certificate())
          .isPresent()
          .get()
          .extracting(CertificateFacts::names)
          .isEqualTo(List.of("mta-sts.example.com"));
    }
  }

  @Test
  void nobody_there_is_refused() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    FetchResult result =
        fetch(
            "127.0.0.2", new TestOutside(free, 53, Optional.empty(), true), Duration.ofSeconds(5));
    assertThat(notConnected(result)).isEqualTo(Connection.Reason.REFUSED);
    assertThat(TestOutside.attempts(metrics)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "::1"})
  void with_loopback_closed_nothing_on_loopback_gets_a_connection(String address)
      throws IOException {
    try (TestPolicyHost server = TestPolicyHost.plain(address, ok(POLICY))) {
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
      PolicyFetch fetch = fetcher(connector, TestOutside.closed(53));
      CompletableFuture<Boolean> same = new CompletableFuture<>();
      var context = VERTX.getOrCreateContext();
      context.runOnContext(
          ignored ->
              fetch
                  .fetch(HOST, InetAddresses.forString("127.0.0.1"))
                  .subscribe()
                  .with(result -> same.complete(Vertx.currentContext() == context)));
      assertThat(same.get(5, TimeUnit.SECONDS)).isTrue();
    } finally {
      connector.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no certificate", "missing"})
  void a_trust_file_without_certificates_is_refused_at_start(String content) throws IOException {
    Path file = folder.resolve("trust.pem");
    if (!content.equals("missing")) {
      Files.writeString(file, content);
    }
    TrustedRoots roots = new TrustedRoots(new TestOutside(443, 53, Optional.of(file), false));
    assertThatThrownBy(roots::anchors).hasMessageContaining("check.trust");
  }

  private static TestCertificates.Identity identity(String kind) {
    KeyPurposeId server = KeyPurposeId.id_kp_serverAuth;
    return switch (kind) {
      case "name" -> AUTHORITY.valid("example.com");
      case "expired" -> AUTHORITY.from(-90, -1, server, "mta-sts.example.com");
      case "future" -> AUTHORITY.from(1, 90, server, "mta-sts.example.com");
      case "self" -> AUTHORITY.selfSigned("mta-sts.example.com");
      case "alone" -> GOOD.alone();
      case "foreign" -> new TestCertificates().valid("mta-sts.example.com");
      case "client" -> AUTHORITY.from(-1, 90, KeyPurposeId.id_kp_clientAuth, "mta-sts.example.com");
      case "common-name" -> AUTHORITY.valid();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private FetchResult fetch(TestPolicyHost server) {
    return fetch(server, Duration.ofSeconds(10));
  }

  private FetchResult fetch(TestPolicyHost server, Duration deadline) {
    return fetch(
        server,
        new TestOutside(server.port(), 53, Optional.of(AUTHORITY.rootFile(folder)), true),
        deadline);
  }

  private FetchResult fetch(TestPolicyHost server, TestOutside outside, Duration deadline) {
    return fetch(server.address().getHostAddress(), outside, deadline);
  }

  private FetchResult fetch(String address, TestOutside outside, Duration deadline) {
    Connector connector = outside.connector(metrics);
    try {
      return fetcher(connector, outside)
          .fetch(HOST, InetAddresses.forString(address), deadline)
          .await()
          .atMost(Duration.ofSeconds(15));
    } finally {
      connector.close();
    }
  }

  private static PolicyFetch fetcher(Connector connector, TestOutside outside) {
    return new PolicyFetch(
        VERTX,
        connector,
        new CertificateJudge(new TrustedRoots(outside), Clock.systemUTC()),
        outside);
  }

  private static FetchResult.@Nullable ResponseProblem problem(FetchResult result) {
    return result instanceof FetchResult.NoResponse no ? no.problem() : null;
  }

  private static FetchResult.NoHandshake handshake(FetchResult result) {
    return (FetchResult.NoHandshake) result;
  }

  private static Connection.Reason notConnected(FetchResult result) {
    return ((FetchResult.NotConnected) result).reason();
  }

  private static String ok(String body) {
    return head(
            "200 OK", "Content-Type: Text/Plain; charset=utf-8", "Content-Length: " + body.length())
        + body;
  }

  private static String head(String... lines) {
    return "HTTP/1.1 " + String.join("\r\n", lines) + "\r\n\r\n";
  }
}
