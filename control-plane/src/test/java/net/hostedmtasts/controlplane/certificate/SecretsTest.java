package net.hostedmtasts.controlplane.certificate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.CapturedLog;
import net.hostedmtasts.controlplane.certificate.order.CountingAuthority;
import net.hostedmtasts.controlplane.certificate.order.TestOrders;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Private keys and sealing keys appear nowhere but under their cover: the known bytes of each are
 * searched for.
 */
class SecretsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final PolicyHost OTHER = PolicyHost.parse("mta-sts.example.org");

  @TempDir Path folder;

  @Test
  void no_log_line_row_message_metric_or_description_shows_a_key() throws Exception {
    String seen;
    byte[] privateKey;
    try (CapturedLog log = new CapturedLog();
        Instance instance =
            new Instance(DATABASE.running(), folder, new MovableClock(), Map.of())) {
      CountingAuthority authority = new CountingAuthority(instance.localAuthority());
      TestOrders orders = new TestOrders(instance, Map.of());
      orders.want(HOST);
      orders.turn(authority);
      IssuedCertificate issued =
          instance.ask(session -> instance.certificates().newest(session, HOST)).orElseThrow();
      String message = new String(instance.renderer.served(issued, 1), ISO_8859_1);
      privateKey =
          new EdgeView(HOST.value(), new ObjectMapper().readTree(message))
              .privateKey(TestKeys.bytes(Instance.EDGE_KEY));
      authority.refuseWith(NotIssued.refused(OTHER, "CAA forbids"));
      orders.want(OTHER);
      orders.turn(authority);

      seen =
          String.join(
              "\n",
              log.text(),
              rows(instance),
              message,
              instance.metrics.getMetersAsString(),
              issued.toString(),
              authority.requests().toString(),
              issued.sealedKey().toString());
    }

    // What is looked through is there at all.
    assertThat(seen)
        .contains("No certificate for mta-sts.example.org: CAA forbids", "local_authority 1")
        .contains("update certificate_order", "certificates.failed", "\"sealed_key\"");
    for (byte[] secret :
        List.of(privateKey, scalar(privateKey), TestKeys.bytes(1), TestKeys.bytes(2))) {
      assertThat(seen).doesNotContainIgnoringCase(HexFormat.of().formatHex(secret));
      assertThat(seen).doesNotContain(Arrays.toString(secret), new String(secret, ISO_8859_1));
      assertThat(seen).doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(secret));
    }
    assertThat(seen).doesNotContain(key(privateKey).getS().toString());
  }

  private static String rows(Instance instance) {
    String all =
        "select 'certificate ' || t::text from certificate t union all"
            + " select 'certificate_order ' || t::text from certificate_order t union all"
            + " select 'local_authority ' || id || t::text from local_authority t";
    return instance.ask(
        session ->
            session
                .createNativeQuery(all, String.class)
                .getResultList()
                .map(rows -> String.join("\n", rows)));
  }

  private static byte[] scalar(byte[] pkcs8) throws Exception {
    byte[] bytes = key(pkcs8).getS().toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static ECPrivateKey key(byte[] pkcs8) throws Exception {
    return (ECPrivateKey)
        KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }
}
