package net.hostedmtasts.policyserver.dns;

import static net.hostedmtasts.policyserver.dns.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import net.hostedmtasts.policyserver.zone.TestZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Like answers to like clients, five in a second. */
class ResponseRateTest {
  private static final int LIMIT = 5;
  private final AtomicLong second = new AtomicLong();
  private final Asking zone =
      new Asking(TestZone.ofExamples().contents(), new ResponseRate(LIMIT, second::get));

  @Test
  void the_sixth_like_answer_is_the_question_and_the_advice_to_use_tcp() {
    useUp("LABEL.policy", "192.0.2.1");
    Message question = question("LABEL.policy", Type.A);
    question.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);

    byte[] octets = zone.answer(question.toWire(), Transport.UDP);
    Message answer = zone.udp(question);

    assertThat(octets).hasSize(question.toWire().length);
    assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(zone.meters.counter("edge.dns.limited").count()).isEqualTo(2);
  }

  @Test
  void tcp_is_never_limited() {
    useUp("LABEL.policy", "192.0.2.1");

    assertThat(zone.tcp(question("LABEL.policy", Type.A)).getSection(Section.ANSWER)).hasSize(2);
  }

  @Test
  void the_next_second_is_a_new_one() {
    useUp("LABEL.policy", "192.0.2.1");
    second.incrementAndGet();

    assertThat(limited("LABEL.policy", Type.A, "192.0.2.1")).isFalse();
  }

  @ParameterizedTest(name = "{0} of {1}, then {2} of {3}: limited {4} ({5})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LABEL.policy | 192.0.2.1   | LABEL.policy       | 192.0.2.99        | true  | the same /24
          LABEL.policy | 192.0.2.1   | LABEL.policy       | 192.0.3.1         | false | another /24
          LABEL.policy | 2001:db8::1 | LABEL.policy       | 2001:db8:0:ff::1  | true  | the same /56
          LABEL.policy | 2001:db8::1 | LABEL.policy       | 2001:db8:0:100::1 | false | another /56
          LABEL.policy | 192.0.2.1   | label.POLICY       | 192.0.2.1         | false | a name that is no label
          LABEL.policy | 192.0.2.1   | LABEL.Policy       | 192.0.2.1         | true  | the same name in other letters
          LABEL.policy | 192.0.2.1   | WITHOUTID.policy   | 192.0.2.1         | false | another answer
          absent1      | 192.0.2.1   | absent2            | 192.0.2.1         | true  | all that is absent is one answer
          a.test.      | 192.0.2.1   | b.test.            | 192.0.2.1         | true  | all that is refused is one answer
          """)
  void what_counts_together(
      String used, String client, String asked, String other, boolean limited, String why) {
    useUp(used, client);

    assertThat(limited(asked, Type.A, other)).isEqualTo(limited);
  }

  @Test
  void another_type_is_another_answer() {
    useUp("LABEL.policy", "192.0.2.1");

    assertThat(limited("LABEL.policy", Type.AAAA, "192.0.2.1")).isFalse();
  }

  private void useUp(String name, String client) {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(limited(name, Type.A, client)).isFalse();
    }
  }

  private boolean limited(String name, int type, String client) {
    return zone.from(client).udp(question(name, type)).getHeader().getFlag(Flags.TC);
  }
}
