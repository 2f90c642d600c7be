package net.hostedmtasts.policyserver.process;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import net.hostedmtasts.standalone.Broker;
import org.jspecify.annotations.Nullable;

/** A broker with empty topics and no census, a key file, and free ports on 127.0.0.1. */
public final class BrokerAndKey implements QuarkusTestResourceLifecycleManager {
  private @Nullable Broker broker;

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "process-test")).toAbsolutePath();
      Path data = Files.createTempDirectory(folder, "run-");
      Path key = Files.writeString(data.resolve("key"), text(new TestSeal().key()));
      Broker started = Broker.start(data.resolve("broker"));
      broker = started;
      try (TestTopics topics = new TestTopics(started.bootstrapServers())) {
        topics.createAll();
      }
      return Map.of(
          "kafka.bootstrap.servers", started.bootstrapServers(),
          "certificates.sealing-key-files", key.toString(),
          "quarkus.http.test-port", "0",
          "quarkus.management.test-port", "0",
          "edge.name", "tested",
          "edge.grace-period", "PT0S",
          "policy.listen-address", "127.0.0.1",
          "policy.port", "0",
          "zone.listen-address", "127.0.0.1",
          "zone.port", "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  @Override
  public void stop() {
    if (broker != null) {
      broker.close();
    }
  }
}
