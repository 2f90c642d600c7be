package net.hostedmtasts.policyserver.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener for reports of one edge, with a certificate that its operator keeps in files. */
@QuarkusTest
@QuarkusTestResource(value = ReportsFiles.class, restrictToAnnotatedClass = true)
// Quarkus sets the fields.
@SuppressWarnings("NullAway.Init")
class ReportsFilesTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String HOST = "reports.example.net";
  private static final TestAuthority AUTHORITY = new TestAuthority();

  @TestHTTPResource(value = "/", tls = true)
  URI reports;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  /** Optional, because Quarkus asks for it in every other test that it starts as well. */
  @ConfigProperty(name = "tls.certificate-file")
  Optional<Path> certificateFile;

  private Path certificate = Path.of("");

  @BeforeEach
  void find() {
    certificate = certificateFile.orElseThrow();
  }

  @Test
  void a_replaced_file_is_answered_with_and_a_broken_one_never() throws Exception {
    try (LogLines log = new LogLines()) {
      BigInteger first = served();
      assertThat(refused()).isZero();

      TestAuthority.Issued second = AUTHORITY.issue(HOST);
      half_of_a_replacement_waits_for_the_other_half(second, first, log);
      garbage_leaves_it_and_is_told_once(serial(second), log);

      TestAuthority.Issued third = AUTHORITY.issue(HOST);
      TestPem.write(third, certificate);
      await("the third").atMost(LIMIT).until(() -> served().equals(serial(third)));
      await("usable again").atMost(LIMIT).until(() -> refused() == 0);
      assertThat(log.all()).doesNotContain("BEGIN PRIVATE KEY");
    }
  }

  private void half_of_a_replacement_waits_for_the_other_half(
      TestAuthority.Issued second, BigInteger first, LogLines log) throws Exception {
    TestPem.writeKey(second, certificate);
    await("a key for another certificate is refused").atMost(LIMIT).until(() -> refused() == 1);
    assertThat(log.all()).contains("tls.key-file holds a key that tls.certificate-file is not for");
    assertThat(served()).isEqualTo(first);

    TestPem.writeChain(second, certificate);
    await("the second").atMost(LIMIT).until(() -> served().equals(serial(second)));
    await("usable again").atMost(LIMIT).until(() -> refused() == 0);
  }

  private void garbage_leaves_it_and_is_told_once(BigInteger second, LogLines log)
      throws Exception {
    String message = "hold no certificate and its EC or RSA key as PEM";
    Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n");
    await("garbage is refused").atMost(LIMIT).until(() -> refused() == 1);
    Files.delete(certificate);
    await("a missing file too").atMost(LIMIT).until(() -> log.all().contains("cannot be read"));
    assertThat(served()).isEqualTo(second);
    assertThat(log.all().split(message, -1)).as("once and not with each look").hasSize(2);
  }

  @Test
  void nothing_is_given_out_that_could_be_resumed(@TempDir Path folder) throws Exception {
    for (String version : new String[] {"-tls1_2", "-tls1_3"}) {
      String seen =
          new TlsHttp(reports.getPort())
              .openssl(version, "-sess_out", folder.resolve(version).toString());
      assertThat(seen).contains("New, TLSv1").doesNotContain("TLS session ticket");
    }
  }

  private static BigInteger serial(TestAuthority.Issued issued) {
    return issued.chain().get(0).getSerialNumber();
  }

  private BigInteger served() throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n";
    TlsHttp.Answer answer = new TlsHttp(reports.getPort()).ask(Optional.of(HOST), request);
    assertThat(answer.status()).isEqualTo(404);
    return answer.serial();
  }

  private int refused() throws IOException {
    return PlainHttp.ask(management, "GET", "/q/metrics", "127.0.0.1")
        .body()
        .lines()
        .filter(line -> line.startsWith("tls_files_refused "))
        .mapToInt(line -> (int) Double.parseDouble(line.split(" ", -1)[1]))
        .findFirst()
        .orElseThrow();
  }
}
