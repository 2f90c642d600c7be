package net.hostedmtasts.controlplane.configuration;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.outside.TestCertificates;
import net.hostedmtasts.controlplane.outside.TestPolicyHost;
import net.hostedmtasts.standalone.ownerdns.OwnerDns;
import net.hostedmtasts.standalone.ownerdns.OwnerDnsSettings;
import org.jspecify.annotations.Nullable;

/** DNS of owners, and a web server that has served their policies until now. */
public class OwnerDnsService implements QuarkusTestResourceLifecycleManager {
  /** The policy host of {@code moving<n>.example} can show a certificate for this many. */
  private static final int MOVING = 20;

  private static final String POLICY =
      "version: STSv1\r\nmode: enforce\r\nmx: *.mail.example\r\nmax_age: 2592000\r\n";

  private static @Nullable OwnerDns running;
  private static @Nullable TestPolicyHost host;
  private static @Nullable TestPolicyHost host6;

  static OwnerDns dns() {
    if (running == null) {
      throw new IllegalStateException("The owner's DNS has not started");
    }
    return running;
  }

  /** A domain whose policy is served at 127.0.0.2, and at ::1. */
  static String moving(int number) {
    return "moving" + number + ".example";
  }

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "dns-");
      int authority = freePort();
      int resolver = freePort();
      running =
          OwnerDns.start(
              new OwnerDnsSettings(
                  "127.0.0.1",
                  authority,
                  resolver,
                  freePort(),
                  "mta-sts-host.test",
                  List::<InetSocketAddress>of,
                  folder,
                  folder.resolve("owner-dns")));
      TestCertificates certificates = new TestCertificates();
      TestCertificates.Identity identity =
          certificates.valid(
              IntStream.range(0, MOVING)
                  .mapToObj(number -> "mta-sts." + moving(number))
                  .toArray(String[]::new));
      TestPolicyHost ipv4 = TestPolicyHost.start(identity, answer());
      host = ipv4;
      host6 = TestPolicyHost.startAt("::1", ipv4.port(), identity, answer());
      return Map.of(
          "dns.resolvers",
          "127.0.0.1:" + resolver,
          "dns.timeout",
          "2s",
          "dmarc.gate",
          "on",
          "check.allow-loopback",
          "true",
          "check.dns-port",
          Integer.toString(authority),
          "check.https-port",
          Integer.toString(ipv4.port()),
          "check.trust",
          certificates.rootFile(folder).toAbsolutePath().toString(),
          "checks.asked-at-most-each",
          "PT0.1S");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer() {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
        + POLICY.length()
        + "\r\nConnection: close\r\n\r\n"
        + POLICY;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void stop() {
    try {
      if (running != null) {
        running.close();
      }
      if (host != null) {
        host.close();
      }
      if (host6 != null) {
        host6.close();
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
