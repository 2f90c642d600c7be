package net.hostedmtasts.controlplane.outside;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What policy hosts answered. */
public final class Fetched {
  private Fetched() {}

  /** A whole answer with a good certificate. */
  public static FetchResult.Response response(
      InetAddress address, int status, String contentType, String body, CertificateFacts facts) {
    return new FetchResult.Response(
        address,
        Duration.ofMillis(80),
        status,
        Optional.empty(),
        Optional.of(contentType),
        new Body(body.getBytes(StandardCharsets.UTF_8)),
        facts);
  }

  /** A certificate of ninety days for one host. */
  public static CertificateFacts certificate(String host, Instant notAfter) {
    return new CertificateFacts(
        List.of(host), "CN=Test", notAfter.minus(Duration.ofDays(90)), notAfter);
  }
}
