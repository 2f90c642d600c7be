package net.hostedmtasts.controlplane.dns;

import static net.hostedmtasts.controlplane.dns.TestReplies.cname;
import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.flagged;
import static net.hostedmtasts.controlplane.dns.TestReplies.name;
import static net.hostedmtasts.controlplane.dns.TestReplies.negative;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;
import static net.hostedmtasts.controlplane.dns.TestReplies.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

class DnsAnswerTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final OwnerName NAME = OwnerName.parse("_mta-sts.example.com");
  private static final Question TXT = new Question(NAME, RecordType.TXT);

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aliases_and_records_come_in_order_with_what_is_left_of_their_lives() throws IOException {
    DnsAnswer.Records answer =
        records(
            (question, how) ->
                reply(
                    question,
                    cname("_MTA-STS.example.com.", 300, "a.example.net."),
                    cname("a.example.net.", 60, "b.example.org."),
                    txt("b.example.org.", 7, "v=STSv1; ", "id=1;")));
    assertThat(answer.records())
        .containsExactly(
            alias("_mta-sts.example.com", 300, "a.example.net"),
            alias("a.example.net", 60, "b.example.org"),
            new DnsRecord(
                OwnerName.parse("b.example.org"),
                RecordType.TXT,
                Duration.ofSeconds(7),
                new RecordData.Text("v=STSv1; id=1;")));
    assertThat(answer.authoritative()).isFalse();
    assertThat(answer.authenticated()).isFalse();
  }

  @Test
  void several_txt_records_stay_several_and_their_strings_are_joined() throws IOException {
    assertThat(
            records(
                    (question, how) ->
                        reply(
                            question,
                            txt("_mta-sts.example.com.", 1, "a b", "c"),
                            txt("_mta-sts.example.com.", 1, "d")))
                .data(RecordData.Text.class))
        .containsExactly(new RecordData.Text("a bc"), new RecordData.Text("d"));
  }

  @Test
  void caa_records_are_read() throws IOException {
    Record caa = new CAARecord(name("example.com."), DClass.IN, 5, 128, "issue", "ca.example; a=b");
    try (TestDns dns = TestDns.start((question, how) -> reply(question, caa))) {
      DnsAnswer answer = ask(dns, new Question(OwnerName.parse("example.com"), RecordType.CAA));
      assertThat(((DnsAnswer.Records) answer).data(RecordData.Caa.class))
          .containsExactly(new RecordData.Caa(128, "issue", "ca.example; a=b"))
          .allMatch(RecordData.Caa::critical);
    }
  }

  @Test
  void records_that_no_alias_leads_to_are_left_out() throws IOException {
    assertThat(
            records(
                    (question, how) ->
                        reply(
                            question,
                            txt("elsewhere.example.com.", 60, "forged"),
                            cname("elsewhere.example.com.", 60, "far.example."),
                            txt("_mta-sts.example.com.", 60, "asked")))
                .data(RecordData.class))
        .containsExactly(new RecordData.Text("asked"));
  }

  @Test
  void a_circle_of_aliases_ends() throws IOException {
    assertThat(
            records(
                    (question, how) ->
                        reply(
                            question,
                            cname("_mta-sts.example.com.", 1, "a.example."),
                            cname("a.example.", 1, "_mta-sts.example.com.")))
                .records())
        .hasSize(2);
  }

  @ParameterizedTest(name = "SOA TTL {0}, minimum {1}: {2} s (RFC 2308, section 5)")
  @CsvSource({"3600, 60, 60", "30, 3600, 30"})
  void no_data_tells_how_long_it_lasts(long ttl, long minimum, long left) throws IOException {
    assertThat(
            answer(
                (question, how) ->
                    negative(
                        reply(question, cname("_mta-sts.example.com.", 9, "a.example.net.")),
                        "example.net.",
                        ttl,
                        minimum)))
        .isInstanceOfSatisfying(
            DnsAnswer.NoData.class,
            no -> {
              assertThat(no.negativeTtl()).contains(Duration.ofSeconds(left));
              assertThat(no.aliases())
                  .containsExactly(alias("_mta-sts.example.com", 9, "a.example.net"));
            });
  }

  @Test
  void an_empty_answer_without_soa_is_no_data_for_an_unknown_time() throws IOException {
    assertThat(answer((question, how) -> reply(question)))
        .isInstanceOfSatisfying(
            DnsAnswer.NoData.class, no -> assertThat(no.negativeTtl()).isEmpty());
  }

  @Test
  void an_alias_whose_end_the_server_does_not_know_is_not_no_data() throws IOException {
    assertThat(
            records(
                    (question, how) ->
                        reply(question, cname("_mta-sts.example.com.", 9, "a.example.net.")))
                .of(RecordType.TXT))
        .isEmpty();
  }

  @Test
  void no_such_name_tells_how_long_it_lasts_and_which_alias_led_there() throws IOException {
    assertThat(
            answer(
                (question, how) -> {
                  Message reply = coded(question, Rcode.NXDOMAIN);
                  reply.addRecord(
                      cname("_mta-sts.example.com.", 9, "gone.example.net."), Section.ANSWER);
                  return negative(reply, "example.net.", 900, 300);
                }))
        .isInstanceOfSatisfying(
            DnsAnswer.NoName.class,
            no -> {
              assertThat(no.negativeTtl()).contains(Duration.ofMinutes(5));
              assertThat(no.aliases()).hasSize(1);
            });
  }

  @ParameterizedTest
  @CsvSource({"SERVFAIL, SERVFAIL", "REFUSED, REFUSED", "NOTIMP, OTHER_ERROR"})
  void an_error_is_no_answer_with_its_code(String code, DnsAnswer.Reason reason)
      throws IOException {
    DnsAnswer answer = answer((question, how) -> coded(question, Rcode.value(code)));
    assertThat(answer.isBecause(reason)).isTrue();
    assertThat(((DnsAnswer.NoAnswer) answer).code()).contains(code);
  }

  @Test
  void servfail_with_an_extended_error_of_dnssec_is_bogus() throws IOException {
    DnsAnswer answer =
        answer(
            (question, how) -> {
              Message reply = coded(question, Rcode.SERVFAIL);
              reply.addRecord(
                  new OPTRecord(
                      1232,
                      0,
                      0,
                      0,
                      List.of(
                          new ExtendedErrorCodeOption(ExtendedErrorCodeOption.SIGNATURE_EXPIRED))),
                  Section.ADDITIONAL);
              return reply;
            });
    assertThat(answer.isBecause(DnsAnswer.Reason.BOGUS)).isTrue();
    assertThat(((DnsAnswer.NoAnswer) answer).detail()).contains("SIGNATURE_EXPIRED");
  }

  @Test
  void servfail_that_goes_away_without_checking_is_bogus() throws IOException {
    assertThat(
            answer(
                    (question, how) ->
                        question.getHeader().getFlag(Flags.CD)
                            ? reply(question, txt("_mta-sts.example.com.", 1, "x"))
                            : coded(question, Rcode.SERVFAIL))
                .isBecause(DnsAnswer.Reason.BOGUS))
        .isTrue();
  }

  @Test
  void servfail_that_goes_away_by_itself_is_an_answer() throws IOException {
    boolean[] back = {false};
    assertThat(
            records(
                    (question, how) -> {
                      boolean now = back[0];
                      back[0] = true;
                      return now
                          ? reply(question, txt("_mta-sts.example.com.", 1, "x"))
                          : coded(question, Rcode.SERVFAIL);
                    })
                .records())
        .hasSize(1);
  }

  @Test
  void a_checked_answer_says_so_and_is_asked_for() throws IOException {
    assertThat(
            records(
                    (question, how) ->
                        question.getHeader().getFlag(Flags.AD)
                            ? flagged(
                                reply(question, txt("_mta-sts.example.com.", 1, "x")), Flags.AD)
                            : null)
                .authenticated())
        .isTrue();
  }

  private static DnsRecord alias(String owner, int ttl, String target) {
    return new DnsRecord(
        OwnerName.parse(owner),
        RecordType.CNAME,
        Duration.ofSeconds(ttl),
        new RecordData.Name(OwnerName.parse(target)));
  }

  private static DnsAnswer.Records records(
      BiFunction<Message, TestDns.Transport, @Nullable Message> answers) throws IOException {
    return (DnsAnswer.Records) answer(answers);
  }

  private static DnsAnswer answer(BiFunction<Message, TestDns.Transport, @Nullable Message> answers)
      throws IOException {
    try (TestDns dns = TestDns.start(answers)) {
      DnsAnswer answer = ask(dns, TXT);
      assertThat(answer.server()).isEqualTo(dns.address());
      return answer;
    }
  }

  private static DnsAnswer ask(TestDns dns, Question question) {
    return now(TestLookup.of(VERTX, dns.address()), question, Budget.ofOneCheck());
  }

  private static DnsAnswer now(DnsLookup lookup, Question question, Budget budget) {
    return lookup.resolve(question, budget).await().atMost(Duration.ofSeconds(10));
  }
}
