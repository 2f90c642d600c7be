package net.hostedmtasts.controlplane.dns;

import static net.hostedmtasts.controlplane.dns.TestDns.Transport.TCP;
import static net.hostedmtasts.controlplane.dns.TestDns.Transport.UDP;
import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.cut;
import static net.hostedmtasts.controlplane.dns.TestReplies.name;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;
import static net.hostedmtasts.controlplane.dns.TestReplies.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is no answer, and how often is asked. */
class ResolverQuestionsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final OwnerName NAME = OwnerName.parse("_mta-sts.example.com");
  private static final Question TXT = new Question(NAME, RecordType.TXT);

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void a_truncated_answer_is_asked_for_over_tcp() throws IOException {
    Record[] many =
        IntStream.range(0, 60)
            .mapToObj(i -> txt("_mta-sts.example.com.", 1, "x".repeat(200) + i))
            .toArray(Record[]::new);
    try (TestDns dns =
        TestDns.start(
            (question, how) -> how == TCP ? reply(question, many) : cut(reply(question)))) {
      assertThat(((DnsAnswer.Records) ask(dns, TXT)).records()).hasSize(60);
      assertThat(dns.asked()).containsExactly(UDP, TCP);
    }
  }

  @Test
  void an_answer_that_is_cut_over_tcp_too_is_no_answer() throws IOException {
    assertThat(
            answer((question, how) -> cut(reply(question))).isBecause(DnsAnswer.Reason.TRUNCATED))
        .isTrue();
  }

  @Test
  void more_than_200_records_are_not_believed() throws IOException {
    Record[] many =
        IntStream.range(0, 201)
            .mapToObj(i -> txt("_mta-sts.example.com.", 1, "x" + i))
            .toArray(Record[]::new);
    assertThat(
            answer((question, how) -> how == TCP ? reply(question, many) : cut(reply(question)))
                .isBecause(DnsAnswer.Reason.MALFORMED))
        .isTrue();
  }

  /** RFC 5452, section 9.1. */
  @ParameterizedTest
  @ValueSource(strings = {"name", "type", "class", "none", "query"})
  void an_answer_to_another_question_is_no_answer(String lie) throws IOException {
    assertThat(answer((question, how) -> lie(question, lie)))
        .isInstanceOfSatisfying(
            DnsAnswer.NoAnswer.class,
            no ->
                assertThat(no.reason())
                    .isIn(DnsAnswer.Reason.MALFORMED, DnsAnswer.Reason.TIMED_OUT));
  }

  @Test
  void an_answer_with_another_id_is_no_answer() throws IOException {
    assertThat(
            answer(
                (question, how) -> {
                  Message reply = reply(question, txt("_mta-sts.example.com.", 1, "forged"));
                  reply.getHeader().setID(question.getHeader().getID() ^ 1);
                  return reply;
                }))
        .isInstanceOf(DnsAnswer.NoAnswer.class);
  }

  @Test
  void a_used_up_budget_is_no_answer_and_asks_nobody() throws IOException {
    try (TestDns dns = TestDns.start((question, how) -> reply(question))) {
      Budget budget = new Budget(8, 16, 2, Duration.ofSeconds(30));
      DnsLookup lookup = TestLookup.of(VERTX, dns.address());
      for (int asked = 0; asked < 2; asked++) {
        assertThat(now(lookup, TXT, budget)).isInstanceOf(DnsAnswer.NoData.class);
      }
      assertThat(now(lookup, TXT, budget).isBecause(DnsAnswer.Reason.BUDGET_USED_UP)).isTrue();
      assertThat(
              now(lookup, TXT, new Budget(8, 16, 80, Duration.ZERO))
                  .isBecause(DnsAnswer.Reason.BUDGET_USED_UP))
          .isTrue();
      assertThat(dns.asked()).hasSize(2);
    }
  }

  @Test
  void the_end_of_the_budget_ends_a_question() throws IOException {
    try (TestDns dns = TestDns.start((question, how) -> null)) {
      long before = System.nanoTime();
      now(TestLookup.of(VERTX, dns.address()), TXT, new Budget(8, 16, 80, Duration.ofMillis(100)));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(600));
    }
  }

  @Test
  void every_resolver_is_asked_once_and_a_silent_one_twice() throws IOException {
    try (TestDns good =
            TestDns.start(
                (question, how) -> reply(question, txt("_mta-sts.example.com.", 1, "x")));
        TestDns refusing = TestDns.start((question, how) -> coded(question, Rcode.REFUSED));
        TestDns silent = TestDns.start((question, how) -> null)) {
      List<DnsAnswer> answers =
          TestLookup.of(VERTX, good.address(), refusing.address(), silent.address())
              .resolveAtAll(TXT, Budget.ofOneCheck())
              .await()
              .atMost(Duration.ofSeconds(10));
      assertThat(answers)
          .extracting(DnsAnswer::server)
          .containsExactly(good.address(), refusing.address(), silent.address());
      assertThat(answers.get(0)).isInstanceOf(DnsAnswer.Records.class);
      assertThat(answers.get(1).isBecause(DnsAnswer.Reason.REFUSED)).isTrue();
      assertThat(answers.get(2).isBecause(DnsAnswer.Reason.TIMED_OUT)).isTrue();
      assertThat(silent.asked()).hasSize(2);
    }
  }

  @Test
  void an_answer_comes_back_on_the_event_loop_that_asked() throws Exception {
    try (TestDns dns = TestDns.start((question, how) -> reply(question))) {
      CompletableFuture<Boolean> same = new CompletableFuture<>();
      var context = VERTX.getOrCreateContext();
      context.runOnContext(
          ignored ->
              TestLookup.of(VERTX, dns.address())
                  .resolve(TXT, Budget.ofOneCheck())
                  .subscribe()
                  .with(answer -> same.complete(Vertx.currentContext() == context)));
      assertThat(same.get(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Message lie(Message question, String lie) {
    Message reply = new Message(question.getHeader().getID());
    reply.addRecord(txt("_mta-sts.example.com.", 1, "forged"), Section.ANSWER);
    if (!lie.equals("query")) {
      reply.getHeader().setFlag(Flags.QR);
    }
    if (!lie.equals("none")) {
      reply.addRecord(
          Record.newRecord(
              name(lie.equals("name") ? "_mta-sts.example.org." : "_mta-sts.example.com."),
              lie.equals("type") ? Type.A : Type.TXT,
              lie.equals("class") ? DClass.CH : DClass.IN),
          Section.QUESTION);
    }
    return reply;
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
