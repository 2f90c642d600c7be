package net.hostedmtasts.controlplane.certificate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import net.hostedmtasts.controlplane.certificate.CertificateRequest;
import net.hostedmtasts.controlplane.certificate.CertificateRequests;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.certificate.order.OrderProgress;
import net.hostedmtasts.controlplane.certificate.order.OrderStep;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.CannotOpen;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final String ROOT_FILE = "certificates.local-authority.root-file";
  private static final String LIFETIME = "certificates.local-authority.lifetime";

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void a_chain_leads_to_the_root_that_was_written() throws Exception {
    Path root = folder.resolve("authority.pem");
    List<X509Certificate> chain = issue(Map.of(ROOT_FILE, root.toString()), HOST);

    PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(read(root), null)));
    trust.setRevocationEnabled(false);
    trust.setDate(Date.from(clock.instant()));
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), trust);
    assertThat(chain).hasSize(2);
  }

  @Test
  void a_client_accepts_it_for_its_host_and_for_no_other() throws Exception {
    Path file = folder.resolve("authority.pem");
    KeyPair keys = CertificateRequests.keys();
    // The client's clock is the real one.
    clock.pass(Duration.between(clock.instant(), Instant.now()));
    List<X509Certificate> chain =
        issue(Map.of(ROOT_FILE, file.toString()), CertificateRequests.sign(HOST, keys));

    assertThatCode(() -> Handshake.run(chain, keys.getPrivate(), read(file), HOST.value()))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(SSLHandshakeException.class)
        .isThrownBy(
            () -> Handshake.run(chain, keys.getPrivate(), read(file), "mta-sts.example.org"))
        .withMessageContaining("mta-sts.example.org");
  }

  @Test
  void a_leaf_has_what_a_server_needs_and_nothing_else() throws GeneralSecurityException {
    X509Certificate leaf = issue(Map.of(), HOST).get(0);

    assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, HOST.value()));
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    // Digital signature, the first of nine.
    assertThat(leaf.getKeyUsage()).isEqualTo(Arrays.copyOf(new boolean[] {true}, 9));
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    // Key usage and, for the empty subject, the name are critical (RFC 5280, section 4.2.1).
    assertThat(leaf.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.17");
    // Subject and authority key identifiers.
    assertThat(leaf.getNonCriticalExtensionOIDs()).contains("2.5.29.14", "2.5.29.35");
    assertThat(leaf.getSerialNumber().signum()).isOne();
    assertThat(leaf.getSerialNumber().bitLength()).isBetween(65, 128);
  }

  @Test
  void a_life_begins_a_little_before_and_ends_to_the_second() throws GeneralSecurityException {
    X509Certificate leaf = issue(Map.of(LIFETIME, "PT60S"), HOST).get(0);
    assertThat(leaf.getNotBefore()).isEqualTo("2026-11-24T05:55:00Z");
    assertThat(leaf.getNotAfter()).isEqualTo("2026-11-24T06:01:00Z");
  }

  @Test
  void a_life_that_a_certificate_cannot_tell_is_refused_at_start() {
    Map<String, String> fraction = Map.of(LIFETIME, "PT60.5S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> startOnce(fraction))
        .withMessageContaining(LIFETIME);
  }

  @Test
  void a_leaf_never_outlives_its_issuer() throws GeneralSecurityException {
    issue(Map.of(), HOST);
    clock.pass(Duration.ofDays(3_600));
    List<X509Certificate> chain = issue(Map.of(), HOST);
    assertThat(chain.get(0).getNotAfter()).isEqualTo(chain.get(1).getNotAfter());
  }

  @Test
  void of_two_starting_instances_exactly_one_makes_it() throws Exception {
    Path first = folder.resolve("first.pem");
    Path second = folder.resolve("second.pem");
    try (Instance one = instance(Map.of(ROOT_FILE, first.toString()));
        Instance two = instance(Map.of(ROOT_FILE, second.toString()))) {
      CompletableFuture.allOf(
              Stream.of(one, two)
                  .map(i -> CompletableFuture.runAsync(() -> start(i)))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
    assertThat(first).hasSameTextualContentAs(second);
  }

  @Test
  void it_stays_the_same_over_restarts_and_the_file_is_readable_by_all() throws IOException {
    Path file = folder.resolve("data").resolve("authority.pem");
    startOnce(Map.of(ROOT_FILE, file.toString()));
    String root = Files.readString(file);
    Files.delete(file);
    startOnce(Map.of(ROOT_FILE, file.toString()));

    assertThat(file).hasContent(root);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**/.authority*");
  }

  @Test
  void with_another_key_encryption_key_there_is_no_start() {
    startOnce(Map.of());
    Map<String, String> wrong =
        Map.of("certificates.key-encryption-key-file", TestKeys.file(folder, 9).toString());
    assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> startOnce(wrong));
  }

  private List<X509Certificate> issue(Map<String, String> settings, PolicyHost host) {
    return issue(settings, CertificateRequests.of(host));
  }

  private List<X509Certificate> issue(Map<String, String> settings, CertificateRequest request) {
    try (Instance instance = instance(settings)) {
      CertificateAuthority authority = start(instance);
      OrderProgress order =
          new OrderProgress(
              request, Optional.empty(), false, Optional.empty(), false, Optional.empty(), 0);
      OrderStep step = authority.step(order).await().atMost(Duration.ofSeconds(30));
      return ((OrderStep.Issued) step).chain().certificates();
    }
  }

  private void startOnce(Map<String, String> settings) {
    try (Instance instance = instance(settings)) {
      start(instance);
    }
  }

  private Instance instance(Map<String, String> settings) {
    return new Instance(DATABASE.running(), folder, clock, settings);
  }

  private static CertificateAuthority start(Instance instance) {
    CertificateAuthority authority = instance.localAuthority();
    LocalAuthorities.start(authority);
    return authority;
  }

  private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }
}
