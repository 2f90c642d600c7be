package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static net.hostedmtasts.policyserver.fixture.TestTopics.CERTIFICATES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener for reports of one edge, with a certificate of the host that they are sent to. */
@QuarkusTest
@QuarkusTestResource(value = ReportsListener.class, restrictToAnnotatedClass = true)
// Quarkus sets the fields.
@SuppressWarnings("NullAway.Init")
class ReportsProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String HOST = "reports.example.net";

  @TestHTTPResource(value = "/", tls = true)
  URI reports;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrap;

  @ConfigProperty(name = "certificates.sealing-key-files")
  Path keyFile;

  private TlsHttp listener = new TlsHttp(0);

  @BeforeEach
  void hold() throws IOException {
    listener = new TlsHttp(reports.getPort());
    if (answers()) {
      return;
    }
    TestSeal seal = new TestSeal(Base64.getDecoder().decode(Files.readString(keyFile, US_ASCII)));
    try (TestTopics topics = new TestTopics(bootstrap)) {
      long revision = TestTopics.nextRevision();
      topics.publish(
          CERTIFICATES,
          HOST,
          Messages.certificate(revision, HOST, new TestAuthority().issue(HOST), seal));
      topics.countAll(0, 0, 1);
    }
    await().atMost(LIMIT).until(this::answers);
  }

  private boolean answers() {
    try {
      return ask("GET / HTTP/1.1", "Host: " + HOST).status() == 404;
    } catch (IOException | GeneralSecurityException notYet) {
      return false;
    }
  }

  private TlsHttp.Answer ask(String line, String headers)
      throws IOException, GeneralSecurityException {
    String request = line + "\r\n" + headers + "\r\nConnection: close\r\n\r\n";
    return listener.ask(Optional.of(HOST), request);
  }

  @ParameterizedTest(name = "{0}, {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST / HTTP/1.1 | Host: reports.example.net                          | 404 | the host of the handshake
          POST / HTTP/1.1 | Host: REPORTS.Example.NET                          | 404 | in any letter case
          POST / HTTP/1.1 | Host: reports.example.net:8444                     | 404 | with a port
          POST / HTTP/1.1 | Host: reports.example.net.                         | 404 | with the root's dot
          POST / HTTP/1.1 | Host: mta-sts.example.net                          | 421 | another host (RFC 9110, section 15.5.20)
          POST / HTTP/1.1 | Host: example.net                                  | 421 | its parent
          POST / HTTP/1.1 | Host: 127.0.0.1                                    | 421 | an address
          POST https://other.example/ HTTP/1.1 | Host: reports.example.net     | 421 | the target outranks the header
          POST / HTTP/1.1 | Accept: */*                                        | 400 | no host (RFC 9112, section 3.2)
          """)
  void a_request_for_another_host_than_the_handshake_is_misdirected(
      String line, String header, int status, String why) throws Exception {
    assertThat(ask(line, header).status()).isEqualTo(status);
  }

  @Test
  void two_hosts_are_none() throws Exception {
    assertThat(ask("POST / HTTP/1.1", "Host: " + HOST + "\r\nHost: other.example").status())
        .isEqualTo(400);
  }

  @Test
  void a_handshake_without_a_name_is_refused() {
    assertThatThrownBy(() -> listener.ask(Optional.empty(), "")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void nothing_is_given_out_that_could_be_resumed(String version, @TempDir Path folder)
      throws Exception {
    Path session = folder.resolve("session");
    String first = listener.openssl(version, "-servername", HOST, "-sess_out", session.toString());
    assertThat(first).contains("New, TLSv1").doesNotContain("TLS session ticket");
    if (Files.exists(session)) {
      String second =
          listener.openssl(version, "-servername", HOST, "-sess_in", session.toString());
      assertThat(second).contains("New, TLSv1").doesNotContain("Reused, TLSv1");
    }
  }
}
