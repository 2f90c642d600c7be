package net.hostedmtasts.policyserver.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTPS listener as senders meet it (RFC 8461, sections 3.3 and 7; INTEROP, section 4). */
class PolicyListenerTest {
  private static final String GET =
      "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.com\r\n";
  private TestListener server = new TestListener(Map.of());

  @BeforeEach
  void hold() {
    server.hold("example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_policy_is_answered_with_the_exact_bytes_and_headers(String version) throws IOException {
    String answer = server.exchange("mta-sts.example.com", version, GET + "\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nContent-Type: text/plain; charset=utf-8\r\n")
        .contains("\r\nCache-Control: max-age=60\r\n")
        .contains("\r\nContent-Length: " + server.document("example.com").length() + "\r\n")
        .containsPattern(
            "\r\nDate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} [0-9:]{8} GMT\r\n")
        .endsWith("\r\n\r\n" + server.document("example.com"));
  }

  @Test
  void any_https_client_of_java_gets_it_over_http_1_1() throws Exception {
    var response = server.fetch("mta-sts.example.com", "/.well-known/mta-sts.txt");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(server.document("example.com"));
  }

  @ParameterizedTest(name = "{0} {1} of host {2}: {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /.well-known/mta-sts.txt      | mta-sts.example.com      | 200 | the policy
          GET    | /.well-known/mta-sts.txt?a=b  | mta-sts.example.com      | 200 | a query changes nothing
          GET    | /.well-known/mta-sts.txt      | MTA-STS.EXAMPLE.COM.:443 | 200 | letter case, dot, port
          GET    | /                             | mta-sts.example.com      | 404 | another path
          GET    | /.well-known/mta-sts.txt/     | mta-sts.example.com      | 404 | no slash fixing
          GET    | /.well-known/MTA-STS.txt      | mta-sts.example.com      | 404 | paths have a letter case
          POST   | /                             | mta-sts.example.com      | 404 | whatever the method
          POST   | /.well-known/mta-sts.txt      | mta-sts.example.com      | 405 | only read
          DELETE | /.well-known/mta-sts.txt      | mta-sts.example.com      | 405 | only read
          GET    | /.well-known/mta-sts.txt      | mta-sts.example.net      | 421 | not the name of the handshake
          GET    | /.well-known/mta-sts.txt      | 127.0.0.1                | 421 | not the name of the handshake
          GET    | x                             | mta-sts.example.com      | 400 | no target
          """)
  void a_request_is_answered_with_its_status(
      String method, String path, String host, String status, String why) throws IOException {
    String answer =
        server.exchange(
            "mta-sts.example.com",
            method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\nContent-Type: text/plain");
    assertThat(answer.contains("\r\nAllow: GET, HEAD\r\n")).isEqualTo(status.equals("405"));
    assertThat(answer).doesNotContain("Location:");
  }

  @Test
  void head_is_answered_with_the_length_and_no_body() throws IOException {
    String answer =
        server.exchange(
            "mta-sts.example.com", GET.replace("GET", "HEAD") + "Connection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK")
        .contains("Content-Length: " + server.document("example.com").length())
        .endsWith("\r\n\r\n");
  }

  @Test
  void a_host_without_a_policy_is_404() throws IOException {
    server.holdCertificate("mta-sts.example.org");
    server.withdraw("example.com");
    assertThat(
            server.exchange(
                "mta-sts.example.org", GET.replace("example.com", "example.org") + "\r\n"))
        .startsWith("HTTP/1.1 404 ");
    assertThat(server.exchange("mta-sts.example.com", GET + "\r\n")).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void a_request_with_a_body_is_refused_and_the_connection_closed() throws IOException {
    assertThat(server.exchange("mta-sts.example.com", GET + "Content-Length: 3\r\n\r\nabc"))
        .startsWith("HTTP/1.1 413 ")
        .contains("\r\nConnection: close\r\n");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\r\n\r\nGET ",
        "GET / HTTP/1.1\n\n",
        "\u0000\u0001\n\n",
        "GET / HTTP/1.1\r\n\r\n"
      })
  void garbage_is_400_and_closes(String garbage) throws IOException {
    String complete = garbage.endsWith("\n") ? garbage : garbage + "\n\n";
    assertThat(server.exchange("mta-sts.example.com", complete))
        .startsWith("HTTP/1.1 400 ")
        .contains("Connection: close");
  }

  @Test
  void requests_on_one_connection_are_answered_in_order() throws IOException {
    String answer =
        server.exchange(
            "mta-sts.example.com",
            GET
                + "\r\n"
                + GET.replace("mta-sts.txt", "other")
                + "\r\n"
                + GET
                + "Connection: close\r\n\r\n");
    assertThat(answer.split("HTTP/1.1 "))
        .extracting(part -> part.isEmpty() ? "" : part.substring(0, 3))
        .containsExactly("", "200", "404", "200");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"mta-sts.example.net", "example.com", "other.test"})
  void an_unknown_name_is_refused_in_the_handshake(String name) {
    assertThatThrownBy(() -> server.exchange(name, GET + "\r\n")).isInstanceOf(SSLException.class);
  }

  @Test
  void a_handshake_without_a_name_is_refused() {
    assertThatThrownBy(() -> server.exchange("", GET + "\r\n")).isInstanceOf(SSLException.class);
    await().until(() -> server.counted("edge.handshakes.refused", "reason", "no_name") == 1);
  }

  @Test
  void a_name_is_found_in_any_letter_case() throws IOException {
    assertThat(server.exchange("MTA-STS.Example.Com", GET + "\r\n")).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void older_versions_of_tls_are_refused(String version) {
    assertThatThrownBy(() -> server.exchange("mta-sts.example.com", version, GET + "\r\n"))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"})
  void suites_without_authenticated_encryption_are_refused(String suite) {
    assertThatThrownBy(
            () -> {
              try (SSLSocket socket = server.connect("mta-sts.example.com", "TLSv1.2")) {
                socket.setEnabledCipherSuites(new String[] {suite});
                socket.startHandshake();
              }
            })
        .isInstanceOf(SSLException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_new_certificate_counts_from_the_next_handshake_and_nothing_resumes(String version)
      throws IOException {
    var before = server.certificate("mta-sts.example.com", version);
    server.holdCertificate("mta-sts.example.com");
    assertThat(server.certificate("mta-sts.example.com", version)).isNotEqualTo(before);
  }

  @Test
  void each_host_has_its_own_certificate_with_the_whole_chain() throws IOException {
    for (int i = 0; i < 20; i++) {
      server.hold("d" + i + ".example");
    }
    for (int i = 0; i < 20; i++) {
      String host = "mta-sts.d" + i + ".example";
      try (SSLSocket socket = server.connect(host, "TLSv1.3")) {
        socket.startHandshake();
        assertThat(socket.getSession().getPeerCertificates()).hasSize(2);
        assertThat(socket.getSession().getPeerPrincipal().getName()).isEqualTo("CN=" + host);
      }
    }
  }

  @Test
  void headers_up_to_their_limit_are_taken_and_longer_ones_refused() throws IOException {
    String fill = GET + "Connection: close\r\nX: ";
    String longest = fill + "a".repeat(8_192 - fill.length() - 4) + "\r\n\r\n";
    assertThat(server.exchange("mta-sts.example.com", longest)).startsWith("HTTP/1.1 200 ");
    assertThat(
            server.exchange(
                "mta-sts.example.com", fill + "a".repeat(8_192 - fill.length() - 3) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(server.exchange("mta-sts.example.com", fill + "a".repeat(20_000)))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void single_bytes_do_not_keep_a_connection_open() throws IOException {
    restart(Map.of("policy.idle-timeout", "PT1S"));
    try (SSLSocket socket = server.connect("mta-sts.example.com", "TLSv1.3")) {
      long begun = System.nanoTime();
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> TestListener.isClosedBy(socket, "G"));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
    }
  }

  @Test
  void a_handshake_that_never_comes_ends_in_time() throws IOException {
    restart(Map.of("policy.handshake-timeout", "PT1S"));
    try (var socket = server.connectPlain()) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    await().until(() -> server.counted("edge.handshakes", "result", "timed_out") == 1);
  }

  @Test
  void the_last_request_that_a_connection_may_send_is_answered_with_close() throws IOException {
    restart(Map.of("policy.requests-per-connection", "2"));
    String answer = server.exchange("mta-sts.example.com", (GET + "\r\n").repeat(3));
    assertThat(answer.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    assertThat(answer).contains("Connection: close");
  }

  @Test
  void connections_of_one_client_have_a_limit() throws IOException {
    restart(Map.of("policy.connections-per-client", "2"));
    try (var one = server.connect("mta-sts.example.com", "TLSv1.3");
        var two = server.connect("mta-sts.example.com", "TLSv1.3")) {
      one.startHandshake();
      two.startHandshake();
      assertThatThrownBy(() -> server.exchange("mta-sts.example.com", GET + "\r\n"))
          .isInstanceOf(IOException.class);
    }
    await()
        .ignoreExceptions()
        .until(
            () -> server.exchange("mta-sts.example.com", GET + "\r\n").startsWith("HTTP/1.1 200"));
    assertThat(server.counted("edge.connections", "verdict", "too_many_of_client")).isPositive();
  }

  private void restart(Map<String, String> set) {
    server.close();
    server = new TestListener(set);
    server.hold("example.com");
  }
}
