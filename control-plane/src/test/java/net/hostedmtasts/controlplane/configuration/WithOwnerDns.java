package net.hostedmtasts.controlplane.configuration;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import net.hostedmtasts.controlplane.Services;

/** A control-plane whose questions are answered by the DNS of owners; no broker runs. */
public class WithOwnerDns implements QuarkusTestProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(Services.class), new TestResourceEntry(OwnerDnsService.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }
}
