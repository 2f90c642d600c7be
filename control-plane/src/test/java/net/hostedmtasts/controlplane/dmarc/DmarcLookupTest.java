package net.hostedmtasts.controlplane.dmarc;

import static net.hostedmtasts.controlplane.dns.TestReplies.cname;
import static net.hostedmtasts.controlplane.dns.TestReplies.coded;
import static net.hostedmtasts.controlplane.dns.TestReplies.reply;
import static net.hostedmtasts.controlplane.dns.TestReplies.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.TestDns;
import net.hostedmtasts.controlplane.dns.TestLookup;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

class DmarcLookupTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String PLAIN = "v=DMARC1; p=none";

  private final Set<String> asked = new ConcurrentSkipListSet<>();

  @AfterAll
  static void close() {
    VERTX.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest(name = "records at {1} and {2}: that of {3} counts for {0} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.b.example.com | a.b.example.com   | example.com      | a.b.example.com | its own is the first
          a.b.example.com | example.com       | -                | example.com     | the organization's
          a.b.example.com | b.example.com     | example.com      | example.com     | the one nearest to the top
          a.b.example.com | b.example.com=n   | example.com      | b.example.com   | an organization of its own
          a.b.example.com | example.com       | com=y            | example.com     | below the public suffix
          a.b.example.com | b.example.com     | com=y            | com             | nothing right below the suffix: the suffix's own
          a.b.example.com | b.example.com     | example.com=y    | b.example.com   | a private suffix
          example.com     | example.com=y     | com              | example.com     | its own, whatever it says
          1.2.3.4.5.6.7.8.example.com | 7.8.example.com | - | 7.8.example.com | names are skipped, not the organization
          1.2.3.4.5.6.7.8.example.com | 3.4.5.6.7.8.example.com | - | - | RFC 9989, section 4.10: eight labels and more are left out
          """)
  void the_tree_is_walked_to_the_top(
      String domain, String first, String second, String counts, String why) throws IOException {
    Map<String, String> records = new LinkedHashMap<>();
    for (String entry : List.of(first, second)) {
      int psd = entry.indexOf('=');
      records.put(
          psd < 0 ? entry : entry.substring(0, psd),
          psd < 0 ? PLAIN : PLAIN + "; psd" + entry.substring(psd));
    }
    DmarcAnswer answer = find(domain, records);
    if (counts.equals("-")) {
      assertThat(answer).as(why).isInstanceOf(DmarcAnswer.None.class);
    } else {
      assertThat(answer)
          .as(why)
          .isInstanceOfSatisfying(
              DmarcAnswer.Applies.class,
              found -> assertThat(found.at()).isEqualTo(new DomainName(counts)));
    }
    assertThat(asked).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void eight_names_are_asked_at_most() throws IOException {
    find("1.2.3.4.5.6.7.8.9.example.com", Map.of());
    assertThat(asked)
        .containsExactlyInAnyOrder(
            "_dmarc.1.2.3.4.5.6.7.8.9.example.com.",
            "_dmarc.5.6.7.8.9.example.com.",
            "_dmarc.6.7.8.9.example.com.",
            "_dmarc.7.8.9.example.com.",
            "_dmarc.8.9.example.com.",
            "_dmarc.9.example.com.",
            "_dmarc.example.com.",
            "_dmarc.com.");
  }

  @Test
  void a_record_behind_a_cname_counts() throws IOException {
    try (TestDns dns =
        TestDns.start(
            (question, how) ->
                reply(
                    question,
                    cname("_dmarc.example.com.", 300, "example-com.dmarc.example.net."),
                    txt(
                        "example-com.dmarc.example.net.",
                        60,
                        "v=DMARC1; p=none; rua=",
                        "mailto:a@b.example")))) {
      assertThat(find("example.com", dns))
          .isInstanceOfSatisfying(
              DmarcAnswer.Applies.class,
              found -> {
                assertThat(found.record().rua())
                    .containsExactly(ReportAddress.parse("a@b.example"));
                assertThat(found.seen())
                    .extracting(Found::ttlLeft)
                    .containsExactly(Duration.ofMinutes(1));
              });
    }
  }

  @Test
  void several_records_are_none_and_the_walk_goes_on() throws IOException {
    try (TestDns dns =
        TestDns.start(
            (question, how) ->
                name(question).equals("_dmarc.example.com.")
                    ? reply(
                        question,
                        txt(name(question), 60, PLAIN),
                        txt(name(question), 60, PLAIN + "; rua=mailto:a@b.example"))
                    : coded(question, Rcode.NXDOMAIN))) {
      assertThat(find("example.com", dns))
          .isInstanceOfSatisfying(
              DmarcAnswer.None.class,
              none ->
                  assertThat(none.seen())
                      .extracting(Found::value)
                      .containsExactlyInAnyOrder(PLAIN, PLAIN + "; rua=mailto:a@b.example", ""));
    }
  }

  @ParameterizedTest(name = "{0} fails: {1}")
  @CsvSource({"_dmarc.www.example.com., false", "_dmarc.example.com., false", "_dmarc.com., true"})
  void no_answer_is_not_taken_for_no_record(String failing, boolean known) throws IOException {
    try (TestDns dns =
        TestDns.start(
            (question, how) ->
                coded(
                    question, name(question).equals(failing) ? Rcode.SERVFAIL : Rcode.NXDOMAIN))) {
      assertThat(find("www.example.com", dns))
          .isInstanceOf(known ? DmarcAnswer.None.class : DmarcAnswer.Failed.class);
    }
  }

  @Test
  void a_budget_that_is_used_up_is_no_answer() throws IOException {
    try (TestDns dns = TestDns.start((question, how) -> coded(question, Rcode.NXDOMAIN))) {
      Budget two = new Budget(0, 0, 2, Duration.ofSeconds(10));
      assertThat(find("a.b.example.com", dns, two)).isInstanceOf(DmarcAnswer.Failed.class);
    }
  }

  private DmarcAnswer find(String domain, Map<String, String> records) throws IOException {
    try (TestDns dns = TestDns.start((question, how) -> answer(question, records))) {
      return find(domain, dns);
    }
  }

  private Message answer(Message question, Map<String, String> records) {
    String name = name(question);
    asked.add(name);
    String text = records.get(name.substring("_dmarc.".length(), name.length() - 1));
    Record[] found = text == null ? new Record[0] : new Record[] {txt(name, 60, text)};
    return text == null ? coded(question, Rcode.NXDOMAIN) : reply(question, found);
  }

  private static DmarcAnswer find(String domain, TestDns dns) {
    return find(domain, dns, Budget.ofOneCheck());
  }

  private static DmarcAnswer find(String domain, TestDns dns, Budget budget) {
    return new DmarcLookup(TestLookup.of(VERTX, dns.address()))
        .find(PolicyDomain.parse(domain), budget)
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  private static String name(Message question) {
    return question.getQuestion().getName().toString();
  }
}
