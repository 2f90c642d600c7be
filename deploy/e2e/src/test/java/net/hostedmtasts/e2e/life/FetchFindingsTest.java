package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import net.hostedmtasts.e2e.pair.Pair;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is told about what a sending MTA gets (RFC 8461, section 3.3), each finding by a test of its
 * name. The policy host leads to something else than the edges: the resolver says so.
 */
class FetchFindingsTest {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final String TEXT = "Content-Type: text/plain\r\n";

  private final Pair pair = LifePair.get();
  private final Watched domain = Watched.add(pair);
  private final String host = domain.policyName();
  private @Nullable BadServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void certificate_missing() {
    finding("certificate-missing", TestAuthority.without())
        .severity("error")
        .expectingNothingParticular()
        .found("", address())
        .advises("Wait until the certificate");
  }

  @Test
  void certificate_expiring() {
    Instant begin = Instant.now().minus(Duration.ofDays(80));
    finding(
            "certificate-expiring",
            TestAuthority.INSTANCE.server(host, begin, Duration.ofDays(100)))
        .severity("warning")
        .expectingNothingParticular()
        .found(String.valueOf(begin.plus(Duration.ofDays(100))).substring(0, 10), address())
        .advises("was not renewed");
    domain.awaitStatus("active");
  }

  @Test
  void certificate_expiring_is_an_error_where_a_tenth_of_its_life_is_left() {
    Instant begin = Instant.now().minus(Duration.ofDays(95));
    finding(
            "certificate-expiring",
            TestAuthority.INSTANCE.server(host, begin, Duration.ofDays(100)))
        .severity("error");
    assertThat(domain.status()).isEqualTo("verifying");
  }

  @Test
  void certificate_wrong_name() {
    finding("certificate-wrong-name", TestAuthority.INSTANCE.server("www.proxy.test"))
        .severity("error")
        .expectingOnly(host)
        .found("www.proxy.test", address())
        .advises("the certificate that was shown is for www.proxy.test");
  }

  @Test
  void certificate_untrusted() {
    finding("certificate-untrusted", TestAuthority.unknown().server(host))
        .severity("error")
        .expectingOnly(host)
        .found("issued by CN=Test authority", address())
        .advises("is not trusted by senders");
  }

  @Test
  void certificate_untrusted_because_it_has_expired() {
    Instant begin = Instant.now().minus(Duration.ofDays(200));
    finding(
            "certificate-untrusted",
            TestAuthority.INSTANCE.server(host, begin, Duration.ofDays(100)))
        .severity("error")
        .found("expired at", address())
        .advises("is not trusted by senders");
  }

  @Test
  void policy_unreachable() {
    String nobody = BadServer.freshAddress();
    leadTo(nobody);
    domain
        .awaitFinding("policy-unreachable")
        .severity("error")
        .about(host)
        .expectingNothingParticular()
        .found("nothing listens there", nobody)
        .advises("cannot be reached");
  }

  @Test
  void ipv6_not_answering() {
    domain.resolverSays(host, "AAAA", "::1").delegate().enable();

    domain
        .awaitFinding("ipv6-not-answering")
        .severity("error")
        .about(host)
        .expectingNothingParticular()
        .found("nothing listens there", "0:0:0:0:0:0:0:1")
        .advises("repair or remove the IPv6 address");
    assertThat(domain.codes()).doesNotContain("policy-unreachable");
  }

  @Test
  void policy_status() {
    finding("policy-status", document -> BadServer.http("404 Not Found", TEXT, "Not found"))
        .severity("error")
        .expecting("200")
        .found("404", address())
        .advises("answered 404 instead of 200");
  }

  @Test
  void policy_redirect() {
    String elsewhere = "https://www.example.test/login";
    finding(
            "policy-redirect",
            document -> BadServer.http("302 Found", "Location: " + elsewhere + "\r\n", ""))
        .severity("error")
        .expectingNothingParticular()
        .found(elsewhere, address())
        .advises("Switch off the redirect");
    assertThat(domain.codes()).doesNotContain("policy-status");
  }

  @Test
  void policy_media_type() {
    finding(
            "policy-media-type",
            document -> BadServer.http("200 OK", "Content-Type: text/html\r\n", document))
        .severity("error")
        .expecting("text/plain")
        .found("text/html", address())
        .advises("sends the media type text/html");
    assertThat(domain.codes()).doesNotContain("policy-body-differs");
  }

  @Test
  void policy_body_differs() {
    String other = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";
    SeenFinding finding =
        finding("policy-body-differs", document -> BadServer.http("200 OK", TEXT, other));

    finding.severity("error").found("mode: none", address()).advises("sends another policy");
    assertThat(finding.json().path("expected").asText()).contains("mode: testing");
  }

  @Test
  void policy_slow() {
    serve(
        TestAuthority.INSTANCE.server(host),
        document -> BadServer.http("200 OK", TEXT, document),
        Duration.ofMillis(2_300));
    domain
        .awaitFinding("policy-slow")
        .severity("warning")
        .about(host)
        .expecting("2 s")
        .found(" ms", address())
        .advises("some senders give up");
    domain.awaitStatus("active");
  }

  @Test
  void txt_id_differs() {
    domain.resolverSays(domain.textName(), "TXT", "v=STSv1; id=old;").delegate().enable();

    SeenFinding finding =
        domain
            .awaitFinding("txt-id-differs")
            .severity("warning")
            .about(domain.textName())
            .foundWithTtl("v=STSv1; id=old;", "127.0.0.1")
            .advises("Wait until 20");
    assertThat(finding.json().path("expected").asText())
        .isEqualTo("v=STSv1; id=" + domain.shown().path("policy").path("id").asText() + ";");
    assertThat(domain.status()).isEqualTo("verifying");

    // No cache remembers it any more: the resolver is told something else.
    PassedTime.sinceLive(domain, Duration.ofMinutes(10));
    domain.await(
        "an error",
        shown -> shown.path("findings").path(0).path("severity").asText().equals("error"));
    domain.awaitFinding("txt-id-differs").severity("error");
  }

  @Test
  void caa_forbids() {
    domain.resolverSays(host, "CAA", "0 issue \"other-ca.test\"").delegate().enable();

    domain
        .awaitFinding("caa-forbids")
        .severity("error")
        .about(host)
        .expecting("0 issue \"" + LifePair.CAA_ISSUE + "\"")
        .foundWithTtl("other-ca.test", "127.0.0.1")
        .advises("Allow the certificate authority");
  }

  private SeenFinding finding(String code, SSLContext tls) {
    serve(tls, document -> BadServer.http("200 OK", TEXT, document), AT_ONCE);
    return domain.awaitFinding(code).about(host);
  }

  private SeenFinding finding(String code, UnaryOperator<String> response) {
    serve(TestAuthority.INSTANCE.server(host), response, AT_ONCE);
    return domain.awaitFinding(code).about(host);
  }

  private void serve(SSLContext tls, UnaryOperator<String> response, Duration delay) {
    int port = pair.deployment().settings().ports().https();
    server =
        BadServer.open(
            port,
            tls,
            () -> response.apply(domain.shown().path("policy").path("document").asText()),
            delay);
    leadTo(server.address());
  }

  private void leadTo(String address) {
    domain.resolverSays(host, "A", address).delegate().enable();
  }

  private String address() {
    return server == null ? "" : server.address();
  }
}
