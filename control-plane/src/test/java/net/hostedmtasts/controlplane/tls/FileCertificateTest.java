package net.hostedmtasts.controlplane.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import net.hostedmtasts.controlplane.CapturedLog;
import net.hostedmtasts.controlplane.outside.TestCertificates;
import net.hostedmtasts.controlplane.outside.TestCertificates.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README, "Certificates of the service's own hosts": from files, replaced without a restart. */
class FileCertificateTest {
  private static final TestCertificates AUTHORITY = new TestCertificates();
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final ApiKey key = new ApiKey();
  private final Identity first = AUTHORITY.valid("api.example");
  private final Identity second = AUTHORITY.valid("api.example");

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void a_replaced_file_is_answered_with() throws Exception {
    FileCertificate files = started();
    assertThat(answeredWith()).isEqualTo(serial(first));
    assertThat(files.look(vertx)).as("nothing has changed").isFalse();

    write(second);

    assertThat(files.look(vertx)).isTrue();
    assertThat(answeredWith()).isEqualTo(serial(second));
  }

  @Test
  void half_of_a_replacement_waits_for_the_other_half() throws Exception {
    FileCertificate files = started();
    writeKey(second);
    assertThat(files.look(vertx)).isFalse();
    assertThat(answeredWith()).isEqualTo(serial(first));
    assertThat(files.isRefused()).isTrue();

    writeChain(second);

    assertThat(files.look(vertx)).isTrue();
    assertThat(answeredWith()).isEqualTo(serial(second));
    assertThat(files.isRefused()).isFalse();
  }

  @Test
  void a_broken_file_leaves_what_was_read_before_and_is_told_once() throws Exception {
    FileCertificate files = started();
    try (CapturedLog log = new CapturedLog()) {
      for (String broken :
          List.of("", "-----BEGIN CERTIFICATE-----\nAAAA\n", "x".repeat(300_000))) {
        Files.writeString(certificate(), broken);
        assertThat(files.look(vertx)).isFalse();
        assertThat(files.look(vertx)).isFalse();
      }
      Files.delete(certificate());
      assertThat(files.look(vertx)).isFalse();

      assertThat(log.text().lines().filter(line -> line.contains("stays")))
          .hasSize(3)
          .allMatch(line -> line.startsWith("WARN"));
      assertThat(answeredWith()).isEqualTo(serial(first));
      assertThat(files.isRefused()).isTrue();
    }
  }

  @Test
  void without_usable_files_it_does_not_start() throws IOException {
    assertThatThrownBy(() -> files(Optional.empty()).load(vertx))
        .hasMessage(
            "quarkus.http.tls-configuration-name is \"files\", and tls.certificate-file names none");
    assertThatThrownBy(() -> files(Optional.of(certificate())).load(vertx))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be read");
    Files.writeString(certificate(), "no certificate");
    writeKey(first);
    assertThatThrownBy(() -> files(Optional.of(certificate())).load(vertx))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("as PEM")
        .hasNoCause();
  }

  private FileCertificate started() throws Exception {
    write(first);
    FileCertificate files = files(Optional.of(certificate()));
    files.load(vertx);
    assertThat(files.isUsed()).isTrue();
    return files;
  }

  /** Named: with an anonymous one, whose limits would be ignored, Quarkus starts no test. */
  private record Watched(Optional<Path> certificateFile) implements TlsFileSettings {
    @Override
    public Optional<Path> keyFile() {
      return certificateFile.map(file -> file.resolveSibling("tls.key"));
    }

    @Override
    public Duration fileInterval() {
      return Duration.ofHours(1);
    }
  }

  private FileCertificate files(Optional<Path> certificate) {
    return new FileCertificate(new Watched(certificate), key);
  }

  private Path certificate() {
    return folder.resolve("tls.crt");
  }

  private void write(Identity identity) throws Exception {
    writeKey(identity);
    writeChain(identity);
  }

  private void writeKey(Identity identity) throws IOException {
    Files.writeString(folder.resolve("tls.key"), pem("PRIVATE KEY", identity.key().getEncoded()));
  }

  private void writeChain(Identity identity) throws Exception {
    StringBuilder chain = new StringBuilder();
    for (X509Certificate one : identity.chain()) {
      chain.append(pem("CERTIFICATE", one.getEncoded()));
    }
    Files.writeString(certificate(), chain);
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, LINES.encodeToString(der));
  }

  private static BigInteger serial(Identity identity) {
    return identity.chain().get(0).getSerialNumber();
  }

  private BigInteger answeredWith() throws GeneralSecurityException {
    String alias =
        key.chooseEngineServerAlias("EC", null, SSLContext.getDefault().createSSLEngine());
    X509Certificate[] chain =
        Objects.requireNonNull(key.getCertificateChain(Objects.requireNonNull(alias)));
    return chain[0].getSerialNumber();
  }
}
