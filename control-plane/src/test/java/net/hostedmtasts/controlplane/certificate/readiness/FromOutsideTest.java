package net.hostedmtasts.controlplane.certificate.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.controlplane.caa.CaaSearches;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.TestDns;
import net.hostedmtasts.controlplane.dns.TestLookup;
import net.hostedmtasts.controlplane.dns.TestReplies;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.outside.TestOutside;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What this service finds before an authority does (RFC 8659, section 3; RFC 8657). */
class FromOutsideTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final String WANTED = "ca.example; accounturi=https://ca.example/acct/1";

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  /**
   * @param address of the policy host; "" where it has none
   * @param at the name whose CAA record counts
   * @param caa its value; "FAILS" where the question is not answered
   */
  @ParameterizedTest(name = "address {0}, CAA at {1} \"{2}\": {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1 | -                   | -                                        | -             | nobody is forbidden
          127.0.0.1 | mta-sts.example.com | ca.example                               | -             | the authority may
          127.0.0.1 | mta-sts.example.com | ca.example; accounturi=https://ca.example/acct/1 | -     | for this account
          127.0.0.1 | mta-sts.example.com | ca.example; accounturi=https://ca.example/acct/2 | CAA_FORBIDS | for another account
          127.0.0.1 | mta-sts.example.com | other.example                            | CAA_FORBIDS   | another authority
          127.0.0.1 | example.com         | other.example                            | CAA_FORBIDS   | the parent's set counts
          127.0.0.1 | mta-sts.example.com | FAILS                                    | NOT_DELEGATED | nothing forbids, and no authority signs
          ''        | -                   | -                                        | NOT_DELEGATED | it leads nowhere
          10.0.0.1  | -                   | -                                        | NOT_DELEGATED | it leads to no public address
          """)
  void an_order_needs(String address, String at, String caa, String reason, String why)
      throws IOException {
    assertThat(reason(address, at, caa))
        .as(why)
        .isEqualTo(reason.equals("-") ? null : NotIssued.Reason.valueOf(reason));
  }

  private static NotIssued.@Nullable Reason reason(String address, String at, String caa)
      throws IOException {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (TestDns resolver = TestDns.start((question, how) -> answer(question, address, at, caa))) {
      TestOutside outside = TestOutside.open(53);
      Connector connector = outside.connector(metrics);
      DnsLookup dns = TestLookup.of(VERTX, outside, metrics, resolver.address());
      new FromOutside(
              dns,
              CaaSearches.asking(dns),
              connector,
              outside.challengeFetch(connector),
              outside.tlsChallengeLook(connector))
          .beforeOrder(HOST, Optional.of(WANTED))
          .await()
          .atMost(Duration.ofSeconds(20));
      return null;
    } catch (NotIssued refused) {
      return refused.reason();
    }
  }

  private static Message answer(Message question, String address, String at, String caa) {
    Record asked = question.getQuestion();
    if (asked.getType() == Type.A && !address.isEmpty()) {
      return TestReplies.reply(question, TestReplies.address(asked.getName().toString(), address));
    }
    if (asked.getType() != Type.CAA || !asked.getName().toString(true).equals(at)) {
      return TestReplies.reply(question);
    }
    return caa.equals("FAILS")
        ? TestReplies.coded(question, Rcode.SERVFAIL)
        : TestReplies.reply(
            question, new CAARecord(asked.getName(), DClass.IN, 60, 0, "issue", caa));
  }
}
