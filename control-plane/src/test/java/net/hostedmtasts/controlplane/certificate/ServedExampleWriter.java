package net.hostedmtasts.controlplane.certificate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.local.LocalAuthorities;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.EdgeSealing;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the contract's example anew; see deploy/contract/README.md. Not named a test, so that it
 * runs only when it is asked for.
 */
class ServedExampleWriter {
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final long REVISION = 1_795_500_000_000_003L;
  private static final Duration LIFETIME = Duration.ofDays(3_000);
  private static final int EDGE_KEY = 7;

  @TempDir Path folder;

  @Test
  void write() throws Exception {
    Instant now = Instant.parse("2026-11-24T06:00:00Z");
    KeyPair keys = CertificateRequests.keys();
    KeyEncryption atRest = new KeyEncryption(List.of(TestKeys.key(folder, 1)));
    EdgeSealing forEdges = new EdgeSealing(List.of(TestKeys.key(folder, EDGE_KEY)));
    IssuedCertificate certificate =
        new IssuedCertificate(
            HOST,
            LocalAuthorities.sign(atRest, CertificateRequests.sign(HOST, keys), LIFETIME, now),
            HostKey.seal(atRest, HOST, keys),
            "local",
            now,
            now);

    ObjectMapper json = new ObjectMapper();
    ObjectNode example = json.createObjectNode();
    example.put("key", HOST.value());
    example.set(
        "value",
        json.readTree(new CertificateRenderer(atRest, forEdges).served(certificate, REVISION)));
    example.put("edge_key", Base64.getEncoder().encodeToString(TestKeys.bytes(EDGE_KEY)));
    example.put(
        "private_key_sha256",
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256").digest(keys.getPrivate().getEncoded())));
    Files.writeString(
        Contract.SERVED, json.writerWithDefaultPrettyPrinter().writeValueAsString(example) + "\n");
  }
}
