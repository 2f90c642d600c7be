package net.hostedmtasts.policyserver.process;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.standalone.FreePort;

/**
 * The listener for reports with a certificate from files, looked at ten times a second. No broker
 * is there: this listener does not wait for one.
 */
public final class ReportsFiles implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "process-test")).toAbsolutePath();
      Path data = Files.createTempDirectory(folder, "files-");
      Path key = data.resolve("sealing.key");
      Files.writeString(key, Base64.getEncoder().encodeToString(new TestSeal().key()));
      Path certificate = data.resolve("tls.crt");
      TestPem.write(new TestAuthority().issue("reports.example.net"), certificate);
      Map<String, String> set = new HashMap<>();
      set.put("kafka.bootstrap.servers", "127.0.0.1:" + FreePort.next());
      set.put("certificates.sealing-key-files", key.toString());
      set.put("quarkus.http.test-port", "0");
      set.put("quarkus.http.test-ssl-port", "0");
      set.put("quarkus.management.test-port", "0");
      set.put("quarkus.http.tls-configuration-name", "files");
      set.put("tls.certificate-file", certificate.toString());
      set.put("tls.key-file", TestPem.keyOf(certificate).toString());
      set.put("tls.file-interval", "100ms");
      return set;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {}
}
