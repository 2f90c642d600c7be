package net.hostedmtasts.controlplane.notification;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.Services;
import org.jspecify.annotations.Nullable;

/** A control-plane with a mail server. */
public class WithMail implements QuarkusTestProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Services.class), new TestResourceEntry(Server.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  /** The mail server, and the settings that name it. */
  public static class Server implements QuarkusTestResourceLifecycleManager {
    private static @Nullable TestMailServer running;

    static TestMailServer get() {
      if (running == null) {
        throw new IllegalStateException("The mail server has not started");
      }
      return running;
    }

    @Override
    public Map<String, String> start() {
      TestMailServer server = new TestMailServer();
      running = server;
      return Map.of(
          "notifications.smtp-host", "127.0.0.1",
          "notifications.from", "mta-sts@example.net",
          "notifications.page-address", "https://mta-sts.example.net",
          "notifications.pauses", "PT0.05S,PT0.1S",
          "quarkus.mailer.port", Integer.toString(server.port()),
          "quarkus.mailer.mock", "false");
    }

    @Override
    public void stop() {
      if (running != null) {
        running.close();
      }
    }
  }
}
