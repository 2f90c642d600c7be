package net.hostedmtasts.controlplane.certificate.readiness;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.net.InetAddresses;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.hostedmtasts.controlplane.caa.CaaSearches;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.TestDns;
import net.hostedmtasts.controlplane.dns.TestLookup;
import net.hostedmtasts.controlplane.dns.TestReplies;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.outside.TestOutside;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * An authority may come over IPv6 first (RFC 8555, section 8.3; letsencrypt.org/docs/ipv6-support):
 * an edge that has both addresses answers at both.
 */
class BothAddressFamiliesTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final Challenge CHALLENGE = new Challenge("http-01", "token", "token.thumbprint");

  private final List<HttpServer> edges = new CopyOnWriteArrayList<>();
  private final List<String> askedAt = new CopyOnWriteArrayList<>();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void stop() {
    edges.forEach(edge -> edge.stop(0));
  }

  /** An edge's challenge listener; port 0 is a free one. */
  private int listen(String address, int port, String text) throws IOException {
    HttpServer edge =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 5);
    edge.createContext(
        "/.well-known/acme-challenge/token",
        exchange -> {
          askedAt.add(address);
          byte[] body = text.getBytes(US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    edge.start();
    edges.add(edge);
    return edge.getAddress().getPort();
  }

  private static void look(int port) throws IOException {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (TestDns resolver = TestDns.start((question, how) -> bothAddresses(question))) {
      TestOutside outside = TestOutside.open(53).withHttpPort(port);
      Connector connector = outside.connector(metrics);
      DnsLookup dns = TestLookup.of(VERTX, outside, metrics, resolver.address());
      new FromOutside(
              dns,
              CaaSearches.asking(dns),
              connector,
              outside.challengeFetch(connector),
              outside.tlsChallengeLook(connector))
          .answers(HOST, CHALLENGE)
          .await()
          .atMost(Duration.ofSeconds(20));
    }
  }

  private static Message bothAddresses(Message question) {
    Record asked = question.getQuestion();
    if (asked.getType() == Type.A) {
      return TestReplies.reply(
          question, TestReplies.address(asked.getName().toString(), "127.0.0.1"));
    }
    return asked.getType() == Type.AAAA
        ? TestReplies.reply(
            question,
            new AAAARecord(asked.getName(), DClass.IN, 60, InetAddresses.forString("::1")))
        : TestReplies.reply(question);
  }

  private static NotIssued refusal(int port) {
    return catchThrowableOfType(NotIssued.class, () -> look(port));
  }

  @Test
  void an_edge_is_looked_at_through_both_addresses() throws IOException {
    int port = listen("127.0.0.1", 0, CHALLENGE.keyAuthorization());
    listen("::1", port, CHALLENGE.keyAuthorization());
    assertThatCode(() -> look(port)).doesNotThrowAnyException();
    assertThat(askedAt).containsExactlyInAnyOrder("127.0.0.1", "::1");
  }

  @Test
  void no_authority_is_told_while_an_edge_does_not_answer_over_ipv6() throws IOException {
    int port = listen("127.0.0.1", 0, CHALLENGE.keyAuthorization());
    assertThat(refusal(port).reason()).isEqualTo(NotIssued.Reason.CHALLENGE_FAILED);
    assertThat(refusal(port).detail()).contains("at ::1 over HTTP: nothing listens there");
  }

  @Test
  void no_authority_is_told_while_something_else_answers_over_ipv6() throws IOException {
    int port = listen("127.0.0.1", 0, CHALLENGE.keyAuthorization());
    listen("::1", port, "another answer");
    assertThat(refusal(port).detail()).contains("at ::1 over HTTP: another text");
  }

  @Test
  void ipv6_alone_is_not_enough_where_there_is_an_ipv4_address() throws IOException {
    int port = listen("::1", 0, CHALLENGE.keyAuthorization());
    assertThat(refusal(port).detail()).contains("at 127.0.0.1 over HTTP: nothing listens there");
  }
}
