package net.hostedmtasts.policyserver.process;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The same, and a file for the next key that is not there yet, looked for ten times a second. */
public final class BrokerAndNextKey implements QuarkusTestResourceLifecycleManager {
  private final BrokerAndKey broker = new BrokerAndKey();

  @Override
  public Map<String, String> start() {
    Map<String, String> set = new HashMap<>(broker.start());
    String current = set.getOrDefault("certificates.sealing-key-files", "");
    set.put("certificates.sealing-key-files", current + "," + next(current));
    set.put("certificates.sealing-key-interval", "100ms");
    return set;
  }

  /** Where the next key is looked for. */
  static Path next(String current) {
    return Path.of(current).resolveSibling("next");
  }

  @Override
  public void stop() {
    broker.stop();
  }
}
