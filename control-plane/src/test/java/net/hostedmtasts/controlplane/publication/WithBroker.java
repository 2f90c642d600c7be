package net.hostedmtasts.controlplane.publication;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import net.hostedmtasts.controlplane.Services;

/** A control-plane with a database and a broker. */
public class WithBroker implements QuarkusTestProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(Services.class), new TestResourceEntry(BrokerService.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }
}
