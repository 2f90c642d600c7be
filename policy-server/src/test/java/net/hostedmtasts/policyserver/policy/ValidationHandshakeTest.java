package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import net.hostedmtasts.policyserver.fixture.Messages;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A CA comes to the port of the policies (TLS-ALPN-01, RFC 8737), and so does everybody else. */
class ValidationHandshakeTest {
  private static final String HOST = "mta-sts.example.com";
  private static final String GET =
      "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n";
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:00Z");

  private volatile Instant now = NOW;
  private final TestListener server = new TestListener(Map.of(), clock());

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  @BeforeEach
  void hold() {
    server.hold("example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void pending(String host, String token) {
    pending(host, token, NOW);
  }

  private void pending(String host, String token, Instant sentAt) {
    server.challenge(token, Messages.challenge("tls-alpn-01", host, token + ".print"), sentAt);
  }

  /** What is inside the extension must be the digest of this token's key authorization. */
  private static void assertAnswers(X509Certificate certificate, String host, String token)
      throws Exception {
    assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, host));
    byte[] outer = certificate.getExtensionValue("1.3.6.1.5.5.7.1.31");
    byte[] inner = ASN1OctetString.getInstance(outer).getOctets();
    assertThat(ASN1OctetString.getInstance(inner).getOctets())
        .isEqualTo(
            MessageDigest.getInstance("SHA-256").digest((token + ".print").getBytes(US_ASCII)));
    assertThat(certificate.getCriticalExtensionOIDs()).contains("1.3.6.1.5.5.7.1.31");
    certificate.verify(certificate.getPublicKey());
  }

  private OpensslClient.Seen openssl(String... options) throws Exception {
    return OpensslClient.connect(server.port(), options);
  }

  private SSLSocket offering(String host, String version, String... protocols) throws IOException {
    SSLSocket socket = server.connectTrustingAll(host, version);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    return socket;
  }

  @ParameterizedTest(name = "TLS {0}")
  @ValueSource(strings = {"1_2", "1_3"})
  void openssl_gets_the_validation_certificate_and_a_closed_connection(String version)
      throws Exception {
    pending(HOST, "token");
    var seen = openssl("-alpn", "acme-tls/1", "-servername", HOST, "-tls" + version);
    assertThat(seen.output()).contains("ALPN protocol: acme-tls/1");
    assertThat(seen.chain()).hasSize(1);
    assertAnswers(seen.chain().get(0), HOST, "token");
    await().until(() -> server.counted("edge.validations", "result", "completed") == 1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_client_of_java_gets_it_too_and_no_answer_to_a_request(String version) throws Exception {
    pending(HOST, "token");
    try (SSLSocket socket = offering("MTA-STS.Example.com", version, "acme-tls/1")) {
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo("acme-tls/1");
      assertAnswers((X509Certificate) socket.getSession().getPeerCertificates()[0], HOST, "token");
      assertClosedWithoutAnAnswer(socket);
    }
  }

  private static void assertClosedWithoutAnAnswer(SSLSocket socket) throws IOException {
    try {
      socket.getOutputStream().write(GET.getBytes(US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      // Closed while the request was on its way.
      assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none                | no ALPN at all
          http/1.1            | a sender
          h2,http/1.1         | a browser
          acme-tls/1,http/1.1 | not exactly the one
          http/1.1,acme-tls/1 | not exactly the one
          acme-tls/2          | another one
          ACME-TLS/1          | protocols have a letter case
          """)
  void other_lists_get_the_usual_certificate_and_the_policy(String protocols, String why)
      throws Exception {
    pending(HOST, "token");
    String[] offered = protocols == null ? new String[0] : protocols.split(",");
    try (SSLSocket socket = offering(HOST, "TLSv1.3", offered)) {
      socket.startHandshake();
      assertThat(socket.getSession().getPeerPrincipal().getName()).isEqualTo("CN=" + HOST);
      assertThat(socket.getApplicationProtocol()).as(why).isEmpty();
      socket.getOutputStream().write(GET.getBytes(US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(15);
      assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(server.counted("edge.validations", "result", "completed")).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nothing pending", "expired", "of another host", "over HTTP"})
  void without_a_challenge_for_the_host_its_usual_certificate_is_shown(String what)
      throws Exception {
    switch (what) {
      case "expired" -> {
        pending(HOST, "token");
        now = NOW.plus(Duration.ofHours(1)).plusMillis(1);
      }
      case "of another host" -> pending("mta-sts.example.net", "token");
      case "over HTTP" ->
          server.challenge("token", Messages.challenge("http-01", HOST, "token.print"), NOW);
      default -> {}
    }
    var seen = openssl("-alpn", "acme-tls/1", "-servername", HOST);
    assertThat(seen.output()).contains("No ALPN negotiated");
    assertThat(seen.chain()).hasSize(2);
    assertThat(seen.chain().get(0).getSubjectX500Principal().getName()).isEqualTo("CN=" + HOST);
  }

  @Test
  void a_host_without_a_certificate_yet_is_validated() throws Exception {
    pending("mta-sts.new.example", "token");
    var seen = openssl("-alpn", "acme-tls/1", "-servername", "mta-sts.new.example");
    assertAnswers(seen.chain().get(0), "mta-sts.new.example", "token");
  }

  @Test
  void of_several_challenges_for_a_host_the_newest_counts() throws Exception {
    pending(HOST, "second", NOW.plusSeconds(1));
    pending(HOST, "first", NOW);
    var seen = openssl("-alpn", "acme-tls/1", "-servername", HOST);
    assertAnswers(seen.chain().get(0), HOST, "second");
    server.forgetChallenge("second");
    seen = openssl("-alpn", "acme-tls/1", "-servername", HOST);
    assertAnswers(seen.chain().get(0), HOST, "first");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(booleans = {false, true})
  void an_unknown_name_is_called_that_and_a_missing_one_refused(boolean lookedAt) throws Exception {
    if (lookedAt) {
      pending(HOST, "token");
    }
    assertThat(openssl("-servername", "mta-sts.unknown.example").output())
        .as("RFC 6066, section 3")
        .contains("unrecognized name");
    assertThat(openssl("-alpn", "acme-tls/1", "-noservername").output()).contains("alert");
    await().until(() -> server.counted("edge.handshakes.refused", "reason", "no_name") == 1);
    assertThat(server.counted("edge.handshakes.refused", "reason", "unknown_name")).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"a..b", ".", "mta-sts.example.com.", "a b", "-", "b\u00fccher.example"})
  void a_name_that_no_host_has_is_refused_and_the_next_one_served(String name) throws Exception {
    assertThat(openssl("-servername", name).chain()).isEmpty();
    assertThat(openssl("-servername", HOST).chain()).hasSize(2);
    assertThat(server.counted("edge.handshakes", "result", "completed")).isEqualTo(1);
  }

  @Test
  void a_client_that_will_not_have_the_certificate_ends_the_validation() {
    pending(HOST, "token");
    assertThatThrownBy(
            () -> {
              try (SSLSocket socket = server.connect(HOST, "TLSv1.3")) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
                socket.setSSLParameters(parameters);
                socket.startHandshake();
              }
            })
        .isInstanceOf(SSLHandshakeException.class)
        .isInstanceOf(SSLException.class);
    await().until(() -> server.counted("edge.validations", "result", "failed") == 1);
  }
}
