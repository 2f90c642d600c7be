package net.hostedmtasts.controlplane.dns;

import static net.hostedmtasts.controlplane.dns.TestDns.Transport.UDP;
import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.name;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

class NameServerNamesTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final DomainName ZONE = DomainName.parse("example.com");

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void name_servers_come_in_the_order_of_their_names() throws IOException {
    try (TestDns dns =
        TestDns.start(
            (question, how) -> reply(question, ns("b.example.net."), ns("a.example.net.")))) {
      assertThat(ask(dns.address())).containsExactly("a.example.net", "b.example.net");
      assertThat(dns.asked()).containsExactly(UDP);
    }
  }

  @Test
  void a_name_that_is_no_zone_has_none() throws IOException {
    try (TestDns dns = TestDns.start((question, how) -> coded(question, Rcode.NXDOMAIN))) {
      assertThat(ask(dns.address())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED})
  void the_next_resolver_is_asked_where_one_does_not_know(int code) throws IOException {
    try (TestDns bad = TestDns.start((question, how) -> coded(question, code));
        TestDns good = TestDns.start((question, how) -> reply(question, ns("a.example.net.")))) {
      assertThat(ask(bad.address(), good.address())).containsExactly("a.example.net");
    }
  }

  @Test
  void silence_is_an_empty_answer() throws IOException {
    try (TestDns dns = TestDns.start((question, how) -> null)) {
      assertThat(ask(dns.address())).isEmpty();
    }
  }

  @Test
  void names_that_are_no_host_names_are_left_out() throws IOException {
    try (TestDns dns =
        TestDns.start((question, how) -> reply(question, ns("a_b.example."), ns("a.example.")))) {
      assertThat(ask(dns.address())).containsExactly("a.example");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:x", "127.0.0.1:99999", "", "::1:53:53:x"})
  void a_resolver_is_an_address(String resolver) {
    assertThatThrownBy(() -> ask(resolver)).isInstanceOf(InvalidValue.class);
  }

  private static List<String> ask(String... resolvers) {
    return TestLookup.of(VERTX, resolvers)
        .nameServerNames(ZONE)
        .await()
        .atMost(Duration.ofSeconds(10))
        .stream()
        .map(DomainName::value)
        .toList();
  }

  private static Record ns(String target) {
    return new NSRecord(name("example.com."), DClass.IN, 60, name(target));
  }
}
