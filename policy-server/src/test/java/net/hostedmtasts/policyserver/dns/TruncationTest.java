package net.hostedmtasts.policyserver.dns;

import static net.hostedmtasts.policyserver.dns.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.hostedmtasts.policyserver.zone.TestZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers never exceed what the asker takes, and RRsets are whole (RFC 2181, section 9). */
class TruncationTest {
  private static final String LABEL = "a".repeat(26);

  @ParameterizedTest(name = "an answer of {0} octets, EDNS size {1}: truncated {2}")
  @CsvSource(
      textBlock =
          """
          512,        , false
          513,        , true
          512,  0     , false
          513,  0     , true
          512,  511   , false
          513,  511   , true
          600,  600   , false
          601,  600   , true
          1232, 1232  , false
          1233, 1232  , true
          1232, 4096  , false
          1233, 65535 , true
          """)
  void an_answer_is_as_large_as_both_sides_take(int size, Integer edns, boolean truncated) {
    Asking zone = withCaaAnswerOf(size - (edns == null ? 0 : 11));
    Message question = question(LABEL + ".policy", Type.CAA);
    if (edns != null) {
      question.addRecord(new OPTRecord(edns, 0, 0), Section.ADDITIONAL);
    }

    byte[] answer = zone.answer(question.toWire(), Transport.UDP);

    assertThat((answer[2] & 0x02) != 0).isEqualTo(truncated);
    assertThat(answer.length).isEqualTo(truncated ? question.toWire().length : size);
  }

  @Test
  void tcp_has_the_whole_answer() {
    Asking zone = withCaaAnswerOf(16_000);

    Message answer = zone.tcp(question(LABEL + ".policy", Type.CAA));

    assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(answer.getSection(Section.ANSWER)).hasSize(16);
    assertThat(answer.numBytes()).isEqualTo(16_000);
  }

  @Test
  void addresses_of_name_servers_that_do_not_fit_are_left_out_and_nothing_is_missing() {
    String addresses =
        IntStream.range(1, 26).mapToObj(i -> "192.0.2." + i).collect(Collectors.joining(","));
    Asking zone = Asking.examples(Map.of("addresses", addresses));

    Message answer = zone.udp(question("@", Type.NS));

    assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(answer.getSection(Section.ANSWER)).hasSize(2);
    assertThat(answer.getSection(Section.ADDITIONAL)).isEmpty();
    assertThat(zone.tcp(question("@", Type.NS)).getSection(Section.ADDITIONAL)).hasSize(50);
  }

  /** A label whose CAA question is answered with so many octets, without EDNS. */
  private static Asking withCaaAnswerOf(int octets) {
    int records = octets > 1300 ? 16 : 2;
    int question = question(LABEL + ".policy", Type.CAA).toWire().length;
    int values = octets - question - records * (12 + 2 + "issue".length());
    String caa =
        IntStream.range(0, records)
            .map(i -> i == 0 ? values - (records - 1) * (values / records) : values / records)
            .mapToObj("x"::repeat)
            .map("{\"flags\": 0, \"tag\": \"issue\", \"value\": \"%s\"}"::formatted)
            .collect(Collectors.joining(", "));
    TestZone zone = new TestZone();
    zone.record(
        LABEL,
        """
        {"revision": 1, "state": "served", "address_ttl": 60, "caa": [%s], "caa_ttl": 60}
        """
            .formatted(caa));
    return new Asking(zone.contents());
  }
}
