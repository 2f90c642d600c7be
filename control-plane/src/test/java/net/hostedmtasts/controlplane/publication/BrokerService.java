package net.hostedmtasts.controlplane.publication;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.hostedmtasts.standalone.Broker;
import org.jspecify.annotations.Nullable;

/** A broker of its own for the running application. */
public class BrokerService implements QuarkusTestResourceLifecycleManager {
  private static @Nullable Broker running;

  static String bootstrapServers() {
    if (running == null) {
      throw new IllegalStateException("The broker has not started");
    }
    return running.bootstrapServers();
  }

  @Override
  public Map<String, String> start() {
    try {
      Broker broker =
          Broker.start(
              Files.createTempDirectory(Files.createDirectories(Path.of("target")), "broker-"));
      running = broker;
      return Map.of(
          "kafka.bootstrap.servers", broker.bootstrapServers(),
          "topics.partitions", "2",
          "topics.replication-factor", "1",
          "topics.min-insync-replicas", "1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (running != null) {
      running.close();
    }
  }

  /** Its address wins over the one of a service without a broker. */
  @Override
  public int order() {
    return 10;
  }
}
