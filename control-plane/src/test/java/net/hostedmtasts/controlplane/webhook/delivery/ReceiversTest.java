package net.hostedmtasts.controlplane.webhook.delivery;

import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.dns.TestDns;
import net.hostedmtasts.controlplane.dns.TestLookup;
import net.hostedmtasts.controlplane.outside.TestOutside;
import net.hostedmtasts.controlplane.webhook.WebhookUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** DESIGN, "Looking at the outside world": webhook targets are addresses of strangers. */
class ReceiversTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "good.example.", List.of("93.184.216.34", "2606:2800:220:1::1"),
          "loopback.example.", List.of("127.0.0.1"),
          "private.example.", List.of("10.0.0.1"),
          "mixed.example.", List.of("93.184.216.34", "10.0.0.1"),
          "mixed6.example.", List.of("93.184.216.34", "fd00::1"),
          "metadata.example.", List.of("169.254.169.254"));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Message answer(Message question, TestDns.Transport transport) {
    Record asked = question.getQuestion();
    String name = asked.getName().toString();
    if (name.equals("away.example.") && asked.getType() == Type.AAAA) {
      return coded(question, Rcode.SERVFAIL);
    }
    List<String> addresses = NAMES.get(name);
    if (addresses == null && !name.equals("away.example.")) {
      return coded(question, Rcode.NXDOMAIN);
    }
    return reply(
        question,
        (addresses == null ? List.of("93.184.216.34") : addresses)
            .stream()
                .map(InetAddresses::forString)
                .filter(address -> (address instanceof Inet4Address) == (asked.getType() == Type.A))
                .map(address -> record(asked, address))
                .toArray(Record[]::new));
  }

  private static Record record(Record asked, InetAddress address) {
    return address instanceof Inet4Address
        ? new ARecord(asked.getName(), DClass.IN, 60, address)
        : new AAAARecord(asked.getName(), DClass.IN, 60, address);
  }

  private Receivers.Found find(String host) throws IOException {
    try (TestDns dns = TestDns.start(ReceiversTest::answer)) {
      TestOutside outside = TestOutside.closed(53);
      Receivers receivers =
          new Receivers(
              TestLookup.of(VERTX, outside, metrics, dns.address()), outside.connector(metrics));
      return receivers
          .find(WebhookUrl.parse("https://" + host + "/", false))
          .await()
          .atMost(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_name_of_the_public_internet_leads_to_all_of_its_addresses() throws IOException {
    assertThat(find("good.example"))
        .isInstanceOfSatisfying(
            Receivers.Found.At.class,
            found ->
                assertThat(found.addresses())
                    .extracting(InetAddresses::toAddrString)
                    .containsExactly("93.184.216.34", "2606:2800:220:1::1"));
  }

  /** Which address it is, and whether there is one, is not told: it may be the operator's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "loopback.example",
        "private.example",
        "mixed.example",
        "mixed6.example",
        "metadata.example"
      })
  void a_name_with_one_address_that_is_not_public_is_not_asked_at_any(String host)
      throws IOException {
    assertThat(find(host)).isEqualTo(find("nowhere.example"));
    assertThat(TestOutside.attempts(metrics)).isZero();
    assertThat(TestOutside.refusals(metrics)).isOne();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "nowhere.example, 'its name has no address of the public Internet, or another address besides'",
    "away.example,    the addresses of its name could not be looked up"
  })
  void what_is_not_known_whole_is_not_asked(String host, String why) throws IOException {
    assertThat(find(host)).isEqualTo(new Receivers.Found.Nowhere(why));
  }
}
