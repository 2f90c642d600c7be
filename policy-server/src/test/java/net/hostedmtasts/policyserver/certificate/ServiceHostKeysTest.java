package net.hostedmtasts.policyserver.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import net.hostedmtasts.policyserver.topic.edge.EdgeSettings;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chain and key of a host of the service, while its certificate is renewed. */
class ServiceHostKeysTest {
  private static final String HOST = "reports.example.net";
  private static final TestAuthority AUTHORITY = new TestAuthority();

  private final TestSeal seal = new TestSeal();
  private final CertificateParts parts = new CertificateParts(seal.key());
  private final Tables tables = new Tables(List.of(parts.topic));
  private final EdgeStatus status =
      new EdgeStatus(List.of(parts.topic), TestSettings.of(EdgeSettings.class, Map.of()));
  private final ServiceHostKeys keys = parts.serviceHostKeys(new CurrentTables(tables), status);

  @BeforeEach
  void ready() {
    status.ready();
  }

  @Test
  void a_renewal_within_a_handshake_does_not_mix_chain_and_key() throws Exception {
    renew(1);
    String chosen = chosenAlias();
    renew(2);
    String next = chosenAlias();

    assertThat(keyFitsChain(chosen, chosen)).as("the handshake that was at work").isTrue();
    assertThat(keyFitsChain(next, next)).as("the next one").isTrue();
    assertThat(keyFitsChain(chosen, next)).as("they are two").isFalse();
  }

  @Test
  void what_was_renewed_twice_is_not_kept() throws Exception {
    renew(1);
    String chosen = chosenAlias();
    renew(2);
    assertThat(chosenAlias()).isNotEqualTo(chosen);
    renew(3);
    assertThat(keyFitsChain(chosenAlias(), chosenAlias())).isTrue();
    assertThat(keys.getCertificateChain(chosen)).isNull();
    assertThat(keys.getPrivateKey(chosen)).isNull();
  }

  @Test
  void a_policy_host_and_another_kind_of_key_have_none() throws UnreadableRecord {
    renew(1);
    assertThat(keys.alias(HOST, "RSA")).isNull();
    assertThat(keys.alias("mta-sts.example.com", "EC")).isNull();
    assertThat(keys.getPrivateKey("nothing")).isNull();
  }

  private String chosenAlias() {
    return Objects.requireNonNull(keys.alias(HOST, "EC"));
  }

  private void renew(long revision) throws UnreadableRecord {
    byte[] value = Messages.certificate(revision, HOST, AUTHORITY.issue(HOST), seal);
    tables.apply(parts.topic, HOST, parts.topic.read(HOST, value, Instant.EPOCH));
  }

  private boolean keyFitsChain(String ofKey, String ofChain) throws GeneralSecurityException {
    byte[] text = "text".getBytes(UTF_8);
    Signature proof = Signature.getInstance("SHA256withECDSA");
    proof.initSign(Objects.requireNonNull(keys.getPrivateKey(ofKey)));
    proof.update(text);
    byte[] signed = proof.sign();
    proof.initVerify(Objects.requireNonNull(keys.getCertificateChain(ofChain))[0]);
    proof.update(text);
    return proof.verify(signed);
  }
}
