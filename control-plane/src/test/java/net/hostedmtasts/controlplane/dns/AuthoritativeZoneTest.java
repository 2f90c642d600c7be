package net.hostedmtasts.controlplane.dns;

import static net.hostedmtasts.controlplane.dns.TestReplies.address;
import static net.hostedmtasts.controlplane.dns.TestReplies.authoritative;
import static net.hostedmtasts.controlplane.dns.TestReplies.cname;
import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.negative;
import static net.hostedmtasts.controlplane.dns.TestReplies.ns;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.outside.TestOutside;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

class AuthoritativeZoneTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final OwnerName NAME = OwnerName.parse("_mta-sts.example.com");
  private static final Question CNAME = new Question(NAME, RecordType.CNAME);

  /** What the resolver knows: "name. TYPE" to records. */
  private final Map<String, List<Record>> known = new ConcurrentHashMap<>();

  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<TestDns> servers = new ArrayList<>();
  private final TestDns resolver = started(TestDns.start((question, how) -> resolved(question)));

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void stop() throws IOException {
    for (TestDns server : servers) {
      server.close();
    }
  }

  @Test
  void every_name_server_of_the_zone_above_gives_one_answer_over_tcp() {
    TestDns first = server("127.0.0.2", 0, AuthoritativeZoneTest::delegated);
    TestDns second = server("127.0.0.3", first.port(), AuthoritativeZoneTest::delegated);
    zone("ns1.example.net.", "127.0.0.2");
    zone("ns2.example.net.", "127.0.0.3");
    AuthoritativeZone zone = find(first.port());
    assertThat(zone.apex()).contains(OwnerName.parse("example.com"));
    List<DnsAnswer> answers = ask(zone);
    assertThat(answers)
        .extracting(DnsAnswer::server)
        .containsExactly("ns1.example.net (127.0.0.2)", "ns2.example.net (127.0.0.3)");
    assertThat(answers).allMatch(DnsAnswer::authoritative);
    assertThat(((DnsAnswer.Records) answers.get(0)).data(RecordData.Name.class))
        .containsExactly(new RecordData.Name(OwnerName.parse("x.policy.host.test")));
    assertThat(first.asked()).containsExactly(TestDns.Transport.TCP);
    assertThat(second.asked()).containsExactly(TestDns.Transport.TCP);
  }

  @ParameterizedTest
  @CsvSource({"SERVFAIL, SERVFAIL", "REFUSED, REFUSED", "NOERROR, LAME", "NXDOMAIN, LAME"})
  void an_error_or_an_answer_from_no_zone_of_its_own_is_no_answer(
      String code, DnsAnswer.Reason reason) {
    TestDns server = server("127.0.0.2", 0, question -> coded(question, Rcode.value(code)));
    zone("ns1.example.net.", "127.0.0.2");
    assertThat(ask(find(server.port())).get(0).isBecause(reason)).isTrue();
  }

  @Test
  void absence_is_an_answer_with_its_time() {
    TestDns server =
        server(
            "127.0.0.2",
            0,
            question ->
                negative(
                    authoritative(coded(question, Rcode.NXDOMAIN)), "example.com.", 3600, 1800));
    zone("ns1.example.net.", "127.0.0.2");
    assertThat(ask(find(server.port())).get(0))
        .isInstanceOfSatisfying(
            DnsAnswer.NoName.class,
            no -> assertThat(no.negativeTtl()).contains(Duration.ofMinutes(30)));
  }

  @Test
  void an_answer_with_another_id_or_question_is_no_answer() {
    TestDns id =
        server(
            "127.0.0.2",
            0,
            question -> {
              Message reply = delegated(question);
              reply.getHeader().setID(question.getHeader().getID() ^ 1);
              return reply;
            });
    server(
        "127.0.0.3",
        id.port(),
        question -> {
          Message reply = authoritative(new Message(question.getHeader().getID()));
          reply.getHeader().setFlag(Flags.QR);
          return reply;
        });
    zone("ns1.example.net.", "127.0.0.2");
    zone("ns2.example.net.", "127.0.0.3");
    assertThat(ask(find(id.port())))
        .hasSize(2)
        .allMatch(answer -> answer.isBecause(DnsAnswer.Reason.MALFORMED));
  }

  @Test
  void a_server_that_is_not_there_or_silent_is_no_answer_and_its_other_address_is_asked()
      throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"))) {
      TestDns good = server("127.0.0.3", silent.getLocalPort(), AuthoritativeZoneTest::delegated);
      zone("ns1.example.net.", "127.0.0.2", "127.0.0.3");
      zone("ns2.example.net.", "127.0.0.2");
      zone("ns3.example.net.", "127.0.0.4");
      List<DnsAnswer> answers = ask(find(good.port()));
      assertThat(answers.get(0).server()).isEqualTo("ns1.example.net (127.0.0.3)");
      assertThat(answers.get(0)).isInstanceOf(DnsAnswer.Records.class);
      assertThat(answers.get(1).isBecause(DnsAnswer.Reason.TIMED_OUT)).isTrue();
      assertThat(answers.get(2).isBecause(DnsAnswer.Reason.UNREACHABLE)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 127.0.0.2",
    "127.0.0.2, 169.254.169.254",
    "127.0.0.2, fd00:ec2::254",
    "64:ff9b::a00:1, 127.0.0.2"
  })
  void one_address_that_is_not_global_keeps_the_name_server_from_being_asked(
      String one, String other) {
    TestDns server = server("127.0.0.2", 0, AuthoritativeZoneTest::delegated);
    zone("ns1.example.net.", one, other);
    assertThat(ask(find(server.port())).get(0).isBecause(DnsAnswer.Reason.ADDRESS_NOT_GLOBAL))
        .isTrue();
    assertThat(TestOutside.attempts(metrics)).isZero();
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void with_loopback_closed_nothing_on_loopback_gets_a_connection() {
    TestDns v4 = server("127.0.0.2", 0, AuthoritativeZoneTest::delegated);
    TestDns v6 = server("::1", v4.port(), AuthoritativeZoneTest::delegated);
    zone("ns1.example.net.", "127.0.0.2");
    zone("ns2.example.net.", "::1");
    assertThat(ask(find(TestOutside.closed(v4.port()))))
        .hasSize(2)
        .allMatch(answer -> answer.isBecause(DnsAnswer.Reason.ADDRESS_NOT_GLOBAL));
    assertThat(TestOutside.attempts(metrics)).isZero();
    assertThat(v4.asked()).isEmpty();
    assertThat(v6.asked()).isEmpty();
  }

  /** Its addresses are looked up once; what it says later changes nothing. */
  @Test
  void a_name_server_that_changes_its_address_meanwhile_cannot_get_through() {
    TestDns good = server("127.0.0.2", 0, AuthoritativeZoneTest::delegated);
    TestDns target = server("127.0.0.9", good.port(), AuthoritativeZoneTest::delegated);
    zone("ns1.example.net.", "127.0.0.2");
    AuthoritativeZone zone = find(good.port());
    known.put("ns1.example.net. A", List.of(address("ns1.example.net.", "127.0.0.9")));
    ask(zone);
    ask(zone);
    assertThat(good.asked()).hasSize(2);
    assertThat(target.asked()).isEmpty();
    assertThat(asked.get("ns1.example.net. A")).hasValue(1);
  }

  @Test
  void no_more_than_8_name_servers_and_16_addresses_are_asked() {
    TestDns server = server("127.0.0.2", 0, AuthoritativeZoneTest::delegated);
    IntStream.range(0, 20)
        .forEach(i -> zone("ns" + i + ".example.net.", "127.0.0.2", "127.0.0.3", "127.0.0.4"));
    assertThat(ask(find(TestOutside.open(server.port()), Budget.ofOneCheck()))).hasSize(8);
    assertThat(asked.keySet().stream().filter(one -> one.endsWith(". A"))).hasSize(8);
    assertThat(TestOutside.attempts(metrics)).isLessThanOrEqualTo(16);
  }

  @Test
  void a_name_without_a_zone_and_a_server_without_an_address_are_no_answers() {
    AuthoritativeZone none = find(53);
    assertThat(none.apex()).isEmpty();
    assertThat(ask(none).get(0).isBecause(DnsAnswer.Reason.NO_NAME_SERVER)).isTrue();
    known.put("example.com. NS", List.of(ns("example.com.", "gone.example.net.")));
    assertThat(ask(find(53)).get(0).isBecause(DnsAnswer.Reason.NO_NAME_SERVER)).isTrue();
  }

  @Test
  void the_name_servers_at_the_end_of_an_alias_are_not_those_of_the_name() {
    known.put(
        "_mta-sts.example.com. NS",
        List.of(
            cname("_mta-sts.example.com.", 60, "example.org."),
            ns("example.org.", "ns.example.org.")));
    known.put("example.com. NS", List.of(ns("example.com.", "ns1.example.net.")));
    assertThat(find(53).apex()).contains(OwnerName.parse("example.com"));
  }

  private AuthoritativeZone find(int port) {
    return find(TestOutside.open(port));
  }

  private AuthoritativeZone find(TestOutside outside) {
    return find(outside, Budget.ofOneCheck());
  }

  private AuthoritativeZone find(TestOutside outside, Budget budget) {
    return TestLookup.of(VERTX, outside, metrics, resolver.address())
        .authoritativeServers(NAME, budget)
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  private static List<DnsAnswer> ask(AuthoritativeZone zone) {
    return zone.ask(CNAME).await().atMost(Duration.ofSeconds(10));
  }

  private void zone(String server, String... addresses) {
    known.merge("example.com. NS", List.of(ns("example.com.", server)), this::joined);
    for (String each : addresses) {
      known.merge(
          server + (each.contains(":") ? " AAAA" : " A"),
          List.of(address(server, each)),
          this::joined);
    }
  }

  private List<Record> joined(List<Record> some, List<Record> more) {
    List<Record> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private Message resolved(Message question) {
    String key =
        question.getQuestion().getName() + " " + Type.string(question.getQuestion().getType());
    asked.computeIfAbsent(key, ignored -> new AtomicInteger()).incrementAndGet();
    return reply(question, known.getOrDefault(key, List.of()).toArray(Record[]::new));
  }

  private static Message delegated(Message question) {
    return authoritative(
        reply(question, cname("_mta-sts.example.com.", 300, "x.policy.host.test.")));
  }

  private TestDns server(String address, int port, UnaryOperator<Message> answers) {
    return started(TestDns.startAt(address, port, (question, how) -> answers.apply(question)));
  }

  private TestDns started(TestDns server) {
    servers.add(server);
    return server;
  }
}
