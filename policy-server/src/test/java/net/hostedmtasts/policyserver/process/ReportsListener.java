package net.hostedmtasts.policyserver.process;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A broker and a key, and the listener for reports with the certificates that are issued. */
public final class ReportsListener implements QuarkusTestResourceLifecycleManager {
  private final BrokerAndKey broker = new BrokerAndKey();

  @Override
  public Map<String, String> start() {
    Map<String, String> set = new HashMap<>(broker.start());
    set.put("quarkus.http.tls-configuration-name", "issued");
    set.put("quarkus.http.test-ssl-port", "0");
    return set;
  }

  @Override
  public void stop() {
    broker.stop();
  }
}
