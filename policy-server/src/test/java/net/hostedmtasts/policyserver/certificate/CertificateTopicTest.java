package net.hostedmtasts.policyserver.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import net.hostedmtasts.policyserver.fixture.Contract;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of {@code mta-sts.certificates}, and what seals them (deploy/contract/README.md). */
class CertificateTopicTest {
  private static final String HOST = "mta-sts.example.com";
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private final TestSeal seal = new TestSeal();
  private final CertificateTopic topic = new CertificateParts(seal.key()).topic;

  private HostCertificate read(String host, byte[] value) throws UnreadableRecord {
    return topic.read(host, value, Instant.EPOCH);
  }

  @Test
  void the_key_that_the_control_plane_sealed_opens_here() throws Exception {
    String name = "certificate-changed.served";
    byte[] sealingKey = Base64.getDecoder().decode(Contract.beside(name, "edge_key"));
    var example = Contract.example(name);
    var sealed = new ObjectMapper().readTree(example.value());
    byte[] opened =
        new SealingKey(sealingKey)
            .open(
                example.key(),
                sealed.get("revision").asLong(),
                Base64.getDecoder().decode(sealed.get("sealed_key").asText()));
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(opened)))
        .isEqualTo(Contract.beside(name, "private_key_sha256"));
    HostCertificate read =
        new CertificateParts(sealingKey).topic.read(example.key(), example.bytes(), Instant.EPOCH);
    assertThat(read.served()).isTrue();
    assertThat(read.notAfter()).isEqualTo(Instant.parse(sealed.get("not_after").asText()));
  }

  @Test
  void a_withdrawn_example_of_the_contract_is_read() throws UnreadableRecord {
    var example = Contract.example("certificate-changed.withdrawn");
    assertThat(read(example.key(), example.bytes()).served()).isFalse();
  }

  @Test
  void a_host_of_the_service_is_read_like_a_policy_host() throws UnreadableRecord {
    String host = "reports.example.net";
    byte[] value = Messages.certificate(5, host, AUTHORITY.issue(host), seal);
    assertThat(read(host, value).served()).isTrue();
    assertThatThrownBy(() -> read("localhost", value)).hasMessageContaining("no host");
  }

  @Test
  void what_java_parses_of_a_certificate_is_what_was_issued() throws Exception {
    String host = "reports.example.net";
    var issued = AUTHORITY.issue(host);
    Material material =
        Objects.requireNonNull(read(host, Messages.certificate(5, host, issued, seal)).material());
    X509Certificate leaf = material.parsedChain()[0];
    Signature proof = Signature.getInstance("SHA256withECDSA");
    proof.initSign(material.parsedKey());
    proof.update(host.getBytes(UTF_8));
    byte[] signed = proof.sign();
    proof.initVerify(leaf);
    proof.update(host.getBytes(UTF_8));
    assertThat(proof.verify(signed)).isTrue();
    assertThat(leaf.getSubjectAlternativeNames().toString()).contains(host);
    assertThat(material.parsedChain()).hasSameSizeAs(material.chain());
  }

  @Test
  void a_record_moved_to_another_host_or_revision_does_not_open() {
    var issued = AUTHORITY.issue(HOST);
    byte[] value = Messages.certificate(5, HOST, issued, seal);
    assertThatThrownBy(() -> read("mta-sts.example.net", value))
        .hasMessageContaining("does not open");
    byte[] later =
        new String(value, UTF_8).replace("\"revision\":5", "\"revision\":6").getBytes(UTF_8);
    assertThatThrownBy(() -> read(HOST, later)).hasMessageContaining("does not open");
  }

  @Test
  void a_key_that_this_edge_lacks_makes_a_record_unreadable() {
    byte[] value = Messages.certificate(5, HOST, AUTHORITY.issue(HOST), new TestSeal());
    assertThatThrownBy(() -> read(HOST, value)).hasMessageContaining("lacks");
  }

  @Test
  void the_next_sealing_key_opens_beside_the_current_one() throws UnreadableRecord {
    TestSeal next = new TestSeal();
    CertificateTopic both = new CertificateParts(seal.key(), next.key()).topic;
    assertThat(
            both.read(
                    HOST, Messages.certificate(1, HOST, AUTHORITY.issue(HOST), seal), Instant.EPOCH)
                .served())
        .isTrue();
    assertThat(
            both.read(
                    HOST, Messages.certificate(2, HOST, AUTHORITY.issue(HOST), next), Instant.EPOCH)
                .served())
        .isTrue();
  }

  @Test
  void neither_values_nor_keys_show_a_secret_as_text() throws UnreadableRecord {
    HostCertificate held = read(HOST, Messages.certificate(5, HOST, AUTHORITY.issue(HOST), seal));
    String secret = Base64.getEncoder().encodeToString(seal.key());
    assertThat(held + " " + held.material() + " " + new SealingKey(seal.key()))
        .doesNotContain(secret)
        .hasSizeLessThan(300);
  }

  @Test
  void sealing_keys_are_read_from_files(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("key"), Base64.getEncoder().encodeToString(seal.key()) + "\n");
    assertThat(new SealingKeys(settings(file)).ids()).containsExactly(seal.keyId());
  }

  @Test
  void a_file_without_a_key_is_refused_without_quoting_it(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "c2VjcmV0");
    assertThatThrownBy(() -> new SealingKeys(settings(file)))
        .hasMessageContaining("32 bytes")
        .hasMessageNotContaining("c2VjcmV0")
        .hasNoCause();
    assertThatThrownBy(() -> new SealingKeys(settings(folder.resolve("missing"))))
        .hasMessageContaining("missing");
  }

  private static CertificateSettings settings(Path file) {
    return TestSettings.of(
        CertificateSettings.class, Map.of("certificates.sealing-key-files", file.toString()));
  }
}
