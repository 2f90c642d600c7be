package net.hostedmtasts.controlplane.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.local.LocalAuthorities;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.EdgeSealing;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateMessageTest {
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long REVISION = 1_795_500_000_000_003L;

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private final KeyPair keys = CertificateRequests.keys();
  private CertificateRenderer renderer;
  private IssuedCertificate certificate;

  @BeforeEach
  void issue() {
    KeyEncryption atRest = new KeyEncryption(List.of(TestKeys.key(folder, 1)));
    renderer = new CertificateRenderer(atRest, new EdgeSealing(List.of(TestKeys.key(folder, 2))));
    CertificateChain chain =
        LocalAuthorities.sign(
            atRest, CertificateRequests.sign(HOST, keys), Duration.ofDays(90), clock.instant());
    certificate =
        new IssuedCertificate(
            HOST,
            chain,
            HostKey.seal(atRest, HOST, keys),
            "local",
            clock.instant(),
            clock.instant());
  }

  @Test
  void a_served_certificate_is_as_the_schema_says() throws Exception {
    String value = new String(renderer.served(certificate, REVISION), UTF_8);
    assertThat(Contract.violations(value)).isEmpty();
    assertThat(JSON.readTree(value).get("not_after").asText()).isEqualTo("2027-02-22T06:00:00Z");
  }

  @Test
  void an_edge_opens_the_key_that_fits_the_chain() throws Exception {
    EdgeView edge = new EdgeView(HOST.value(), rendered());
    assertThat(edge.privateKey(TestKeys.bytes(2))).isEqualTo(keys.getPrivate().getEncoded());
    assertThat(edge.keyFitsLeaf(edge.privateKey(TestKeys.bytes(2)))).isTrue();
    assertThat(edge.chain()).isEqualTo(certificate.chain().certificates()).hasSize(2);
  }

  @Test
  void a_withdrawn_certificate_has_no_more_than_revision_and_state() throws Exception {
    String value = new String(renderer.withdrawn(REVISION), UTF_8);
    assertThat(Contract.violations(value)).isEmpty();
    assertThat(value).isEqualTo("{\"revision\":1795500000000003,\"state\":\"withdrawn\"}");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1L << 53})
  void a_revision_that_readers_refuse_is_not_rendered(long revision) {
    assertThatIllegalArgumentException().isThrownBy(() -> renderer.withdrawn(revision));
  }

  @Test
  void the_example_of_the_contract_is_such_a_message() throws Exception {
    JsonNode example = JSON.readTree(Contract.SERVED.toFile());
    EdgeView edge = new EdgeView(example.get("key").asText(), example.get("value"));
    byte[] opened = edge.privateKey(Base64.getDecoder().decode(example.get("edge_key").asText()));

    assertThat(Contract.violations(example.get("value").toString())).isEmpty();
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(opened)))
        .isEqualTo(example.get("private_key_sha256").asText());
    assertThat(edge.keyFitsLeaf(opened)).isTrue();
    edge.chain().get(0).verify(edge.chain().get(1).getPublicKey());
    assertThat(edge.value().get("not_after").asText())
        .isEqualTo(edge.chain().get(0).getNotAfter().toInstant().toString());
  }

  private JsonNode rendered() throws Exception {
    return JSON.readTree(renderer.served(certificate, REVISION));
  }
}
