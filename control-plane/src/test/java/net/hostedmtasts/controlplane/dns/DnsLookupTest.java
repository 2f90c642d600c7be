package net.hostedmtasts.controlplane.dns;

import static net.hostedmtasts.controlplane.dns.TestDns.Transport.TCP;
import static net.hostedmtasts.controlplane.dns.TestDns.Transport.UDP;
import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.cut;
import static net.hostedmtasts.controlplane.dns.TestReplies.name;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

class DnsLookupTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final DomainName DOMAIN = DomainName.parse("example.com");
  private static final Name OWNER = name("example.com.");

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void mx_records_are_hosts_by_preference() throws IOException {
    assertThat(
            ask(
                (question, how) ->
                    reply(question, mx(20, "B.example.com."), mx(10, "a.example.net."))))
        .isEqualTo(hosts(host(10, "a.example.net"), host(20, "b.example.com")));
  }

  @Test
  void records_behind_a_cname_count() throws IOException {
    assertThat(
            ask(
                (question, how) ->
                    reply(
                        question,
                        new CNAMERecord(OWNER, DClass.IN, 60, name("other.example.")),
                        new MXRecord(
                            name("other.example."), DClass.IN, 60, 1, name("mx.example.net.")))))
        .isEqualTo(hosts(host(1, "mx.example.net")));
  }

  @Test
  void a_single_root_is_null_mx() throws IOException {
    assertThat(ask((question, how) -> reply(question, mx(0, "."))))
        .isEqualTo(new MxAnswer.NullMx());
  }

  @Test
  void no_such_name_is_an_answer() throws IOException {
    MxAnswer answer = ask((question, how) -> coded(question, Rcode.NXDOMAIN));
    assertThat(answer).isEqualTo(new MxAnswer.NoSuchDomain());
    assertThat(answer.mailHosts(DOMAIN)).isEmpty();
  }

  @Test
  void no_record_is_the_domain_itself_and_is_asked_again_before_it_counts() throws IOException {
    try (TestDns dns = TestDns.start((question, how) -> reply(question))) {
      MxAnswer answer = ask(dns.address());
      assertThat(answer).isEqualTo(new MxAnswer.NoRecords());
      assertThat(answer.mailHosts(DOMAIN)).contains(List.of(DOMAIN));
      assertThat(dns.asked()).containsExactly(UDP, UDP);
    }
  }

  @Test
  void a_truncated_answer_is_asked_for_over_tcp() throws IOException {
    try (TestDns dns =
        TestDns.start(
            (question, how) ->
                how == TCP ? reply(question, mx(1, "mx.example.net.")) : cut(reply(question)))) {
      assertThat(ask(dns.address())).isEqualTo(hosts(host(1, "mx.example.net")));
      assertThat(dns.asked()).containsExactly(UDP, UDP, TCP);
    }
  }

  @Test
  void a_list_that_may_be_cut_is_asked_for_again() throws IOException {
    Record[] many =
        IntStream.range(0, 12)
            .mapToObj(i -> mx(i, "a-long-name-of-mail-host-" + i + ".example.net."))
            .toArray(Record[]::new);
    Record[] some = List.of(many).subList(0, 6).toArray(Record[]::new);
    try (TestDns dns =
        TestDns.start(
            (question, how) -> how == TCP ? reply(question, many) : cut(reply(question, some)))) {
      assertThat(ask(dns.address()))
          .isInstanceOfSatisfying(MxAnswer.Hosts.class, all -> assertThat(all.hosts()).hasSize(12));
    }
  }

  @Test
  void an_answer_that_stays_truncated_is_no_answer() throws IOException {
    assertThat(
            ask(
                (question, how) ->
                    how == TCP ? coded(question, Rcode.SERVFAIL) : cut(reply(question))))
        .isInstanceOf(MxAnswer.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP, Rcode.FORMERR})
  void a_refusal_is_a_failure_and_the_next_resolver_is_asked(int code) throws IOException {
    MxAnswer answer = ask((question, how) -> coded(question, code));
    assertThat(answer).isInstanceOf(MxAnswer.Failed.class);
    try (TestDns bad = TestDns.start((question, how) -> coded(question, code));
        TestDns good =
            TestDns.start((question, how) -> reply(question, mx(1, "mx.example.net.")))) {
      assertThat(ask(bad.address(), good.address())).isEqualTo(hosts(host(1, "mx.example.net")));
    }
  }

  @Test
  void silence_is_a_failure() throws IOException {
    assertThat(ask((question, how) -> null)).isInstanceOf(MxAnswer.Failed.class);
  }

  @Test
  void a_lost_packet_decides_nothing() throws IOException {
    try (TestDns dns = lossy()) {
      assertThat(ask(dns.address())).isEqualTo(hosts(host(1, "mx.example.net")));
    }
  }

  @Test
  void odd_names_are_set_aside() throws IOException {
    assertThat(
            ask(
                (question, how) ->
                    reply(
                        question,
                        mx(1, "192.0.2.1."),
                        mx(2, "mx_1.example.com."),
                        mx(3, "mx.example.net."),
                        mx(4, "."))))
        .isInstanceOfSatisfying(
            MxAnswer.Hosts.class,
            answer -> {
              assertThat(answer.hosts()).containsExactly(host(3, "mx.example.net"));
              assertThat(answer.unusable()).contains("192.0.2.1", "mx_1.example.com");
            });
  }

  @Test
  void only_odd_names_are_a_failure() throws IOException {
    assertThat(
            ask(
                (question, how) ->
                    reply(question, mx(1, "\\000\\255\\.x."), mx(2, "a b.example."))))
        .isInstanceOf(MxAnswer.Failed.class);
  }

  @Test
  void more_than_100_records_are_not_believed() throws IOException {
    Record[] many =
        IntStream.range(0, 101)
            .mapToObj(i -> mx(i, "mx" + i + ".example.net."))
            .toArray(Record[]::new);
    assertThat(ask((question, how) -> how == TCP ? reply(question, many) : cut(reply(question))))
        .isEqualTo(new MxAnswer.Failed("there are more than 100 MX records"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1:x", "127.0.0.1:99999", "", "::1:53:53:x"})
  void a_resolver_is_an_address(String resolver) {
    assertThatThrownBy(() -> ask(resolver)).isInstanceOf(InvalidValue.class);
  }

  private static TestDns lossy() {
    boolean[] first = {true};
    return TestDns.start(
        (question, how) -> {
          boolean lost = first[0];
          first[0] = false;
          return lost ? null : reply(question, mx(1, "mx.example.net."));
        });
  }

  private static MxAnswer ask(BiFunction<Message, TestDns.Transport, @Nullable Message> answers)
      throws IOException {
    try (TestDns dns = TestDns.start(answers)) {
      return ask(dns.address());
    }
  }

  private static MxAnswer ask(String... resolvers) {
    return TestLookup.of(VERTX, resolvers).mx(DOMAIN).await().atMost(Duration.ofSeconds(10));
  }

  private static MxAnswer hosts(MxHost... hosts) {
    return new MxAnswer.Hosts(List.of(hosts), List.of());
  }

  private static MxHost host(int preference, String name) {
    return new MxHost(preference, DomainName.parse(name));
  }

  private static Record mx(int preference, String target) {
    return new MXRecord(OWNER, DClass.IN, 60, preference, name(target));
  }
}
