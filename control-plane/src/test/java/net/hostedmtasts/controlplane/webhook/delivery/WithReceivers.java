package net.hostedmtasts.controlplane.webhook.delivery;

import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;

import com.google.common.net.InetAddresses;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.dns.TestDns;
import net.hostedmtasts.controlplane.outside.TestCertificates;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A control-plane that delivers to loopback, with short pauses. */
public class WithReceivers implements QuarkusTestProfile {
  static final TestCertificates AUTHORITY = new TestCertificates();

  /** Attempts until a delivery has failed. */
  static final int ATTEMPTS = 4;

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Services.class), new TestResourceEntry(Names.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  /** A resolver that knows some receivers, and the settings that go with it. */
  public static class Names implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, List<String>> NAMES =
        Map.of(
            "hooks.example.", List.of("127.0.0.1"),
            "private.example.", List.of("10.0.0.1"),
            "mixed.example.", List.of("127.0.0.1", "10.0.0.1"));

    private @Nullable TestDns dns;

    @Override
    public Map<String, String> start() {
      try {
        Path folder =
            Files.createTempDirectory(Files.createDirectories(Path.of("target")), "hooks-");
        TestDns running = TestDns.start(Names::answer);
        dns = running;
        return Map.of(
            "dns.resolvers", running.address(),
            "dns.timeout", "5s",
            "check.allow-loopback", "true",
            "check.trust", AUTHORITY.rootFile(folder).toAbsolutePath().toString(),
            "webhooks.deadline", "PT3S",
            "webhooks.pauses", "PT0.05S,PT0.1S,PT0.2S");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Message answer(Message question, TestDns.Transport transport) {
      Record asked = question.getQuestion();
      List<String> addresses = NAMES.get(asked.getName().toString());
      if (addresses == null) {
        return coded(question, Rcode.NXDOMAIN);
      }
      return asked.getType() == Type.A
          ? reply(
              question,
              addresses.stream()
                  .map(InetAddresses::forString)
                  .map(address -> new ARecord(asked.getName(), DClass.IN, 60, address))
                  .toArray(Record[]::new))
          : reply(question);
    }

    @Override
    public void stop() {
      try {
        if (dns != null) {
          dns.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Its settings win over those of a service whose DNS does not answer. */
    @Override
    public int order() {
      return 10;
    }
  }
}
