package net.hostedmtasts.controlplane.outside;

import com.google.common.net.InetAddresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/** Fetches one policy from test servers, with the roots of a test authority. */
final class TestFetch {
  static final TestCertificates AUTHORITY = new TestCertificates();
  static final TestCertificates.Identity GOOD = AUTHORITY.valid("mta-sts.example.com");
  static final String POLICY = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";
  static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");

  private final Vertx vertx;
  private final Path folder;
  private final SimpleMeterRegistry metrics;

  TestFetch(Vertx vertx, Path folder, SimpleMeterRegistry metrics) {
    this.vertx = vertx;
    this.folder = folder;
    this.metrics = metrics;
  }

  FetchResult fetch(TestPolicyHost server) {
    return fetch(server, Duration.ofSeconds(10));
  }

  FetchResult fetch(TestPolicyHost server, Duration deadline) {
    return fetch(
        server,
        new TestOutside(server.port(), 53, Optional.of(AUTHORITY.rootFile(folder)), true),
        deadline);
  }

  FetchResult fetch(TestPolicyHost server, TestOutside outside, Duration deadline) {
    return fetch(server.address().getHostAddress(), outside, deadline);
  }

  FetchResult fetch(String address, TestOutside outside, Duration deadline) {
    Connector connector = outside.connector(metrics);
    try {
      return outside
          .policyFetch(vertx, connector)
          .fetch(HOST, InetAddresses.forString(address), deadline)
          .await()
          .atMost(Duration.ofSeconds(15));
    } finally {
      connector.close();
    }
  }

  static String ok(String body) {
    return head(
            "200 OK", "Content-Type: Text/Plain; charset=utf-8", "Content-Length: " + body.length())
        + body;
  }

  static String head(String... lines) {
    return "HTTP/1.1 " + String.join("\r\n", lines) + "\r\n\r\n";
  }
}
