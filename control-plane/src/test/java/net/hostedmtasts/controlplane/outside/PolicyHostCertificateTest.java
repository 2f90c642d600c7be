package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8461, sections 3.3 and 4.2. */
class PolicyHostCertificateTest {
  private static final Vertx VERTX = Vertx.vertx();

  @TempDir private Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
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
    try (TestPolicyHost server =
        TestPolicyHost.start(identity(kind), TestFetch.ok(TestFetch.POLICY))) {
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
            TestFetch.ok(TestFetch.POLICY))) {
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
    try (TestPolicyHost server =
        TestPolicyHost.start(TestFetch.GOOD, TestFetch.ok(TestFetch.POLICY))) {
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
    try (TestPolicyHost server =
        TestPolicyHost.start(TestFetch.GOOD, TestFetch.ok(TestFetch.POLICY), "TLSv1.2")) {
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
    try (TestPolicyHost server = TestPolicyHost.forKnownClients(TestFetch.GOOD, "TLSv1.2")) {
      assertThat(handshake(fetch(server)).certificate())
          .isPresent()
          .get()
          .extracting(CertificateFacts::names)
          .isEqualTo(List.of("mta-sts.example.com"));
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
      case "name" -> TestFetch.AUTHORITY.valid("example.com");
      case "expired" -> TestFetch.AUTHORITY.from(-90, -1, server, "mta-sts.example.com");
      case "future" -> TestFetch.AUTHORITY.from(1, 90, server, "mta-sts.example.com");
      case "self" -> TestFetch.AUTHORITY.selfSigned("mta-sts.example.com");
      case "alone" -> TestFetch.GOOD.alone();
      case "foreign" -> new TestCertificates().valid("mta-sts.example.com");
      case "client" ->
          TestFetch.AUTHORITY.from(-1, 90, KeyPurposeId.id_kp_clientAuth, "mta-sts.example.com");
      case "common-name" -> TestFetch.AUTHORITY.valid();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static FetchResult.NoHandshake handshake(FetchResult result) {
    return (FetchResult.NoHandshake) result;
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
