package net.hostedmtasts.policyserver.dns;

import static net.hostedmtasts.policyserver.dns.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The queries of RFC 8906, section 8, and what it expects. */
class EdnsComplianceTest {
  private static final int UNKNOWN_OPTION = 100;
  private final Asking zone = Asking.examples();

  @ParameterizedTest(name = "{0}: {1} {2} flags {3} opcode {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8.1.1   | SOA      | NOERROR |    | 0
          8.1.2   | TYPE1000 | NOERROR |    | 0
          8.1.3.1 | SOA      | NOERROR | 11 | 0
          8.1.3.2 | SOA      | NOERROR | 10 | 0
          8.1.3.3 | SOA      | NOERROR | 9  | 0
          8.1.3.4 | SOA      | NOERROR | 7  | 0
          8.1.4   | SOA      | NOTIMP  |    | 15
          """)
  void basic_dns(String section, String type, String rcode, Integer flag, int opcode) {
    Message question = question("@", Type.value(type, true));
    question.getHeader().setOpcode(opcode);
    if (flag != null) {
      question.getHeader().setFlag(flag);
    }

    for (Message answer : List.of(zone.udp(question), zone.tcp(question))) {
      assertThat(Rcode.string(answer.getRcode())).isEqualTo(rcode);
      assertThat(answer.getOPT()).isNull();
      assertThat(answer.getHeader().getFlag(Flags.AA)).isEqualTo(opcode == 0);
      assertThat(answer.getHeader().getFlag(Flags.AD)).isFalse();
      assertThat(answer.getHeader().getFlag(9)).isFalse();
      assertThat(answer.getSection(Section.ANSWER))
          .hasSize(type.equals("SOA") && opcode == 0 ? 1 : 0);
    }
  }

  @ParameterizedTest(name = "{0}: version {1}, flags {2}, unknown options {3}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8.2.1  minimal EDNS                    | 0   | 0    | 0 | NOERROR
          8.2.2  version negotiation             | 1   | 0    | 0 | BADVERS
          8.2.2  the highest version             | 255 | 0    | 0 | BADVERS
          8.2.3  unknown option                  | 0   | 0    | 1 | NOERROR
          8.2.4  unknown flag                    | 0   | 40   | 0 | NOERROR
          8.2.5  version and unknown flag        | 1   | 40   | 0 | BADVERS
          8.2.6  version and unknown option      | 1   | 0    | 1 | BADVERS
          8.2.8  DO                              | 0   | 8000 | 0 | NOERROR
          8.2.9  version and DO                  | 1   | 8000 | 0 | BADVERS
          8.2.10 several options                 | 0   | 0    | 4 | NOERROR
          all flags                              | 0   | ffff | 0 | NOERROR
          """)
  void edns(String section, int version, String flags, int options, String rcode) {
    int asked = Integer.parseInt(flags, 16);
    Message question = question("@", Type.SOA);
    question.addRecord(opt(4096, version, asked, options), Section.ADDITIONAL);

    Message answer = zone.udp(question);

    assertThat(Rcode.string(answer.getRcode())).isEqualTo(rcode);
    assertThat(answer.getSection(Section.ANSWER)).hasSize(rcode.equals("NOERROR") ? 1 : 0);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isEqualTo(rcode.equals("NOERROR"));
    OPTRecord opt = answer.getOPT();
    assertThat(opt).isNotNull();
    assertThat(opt.getVersion()).isZero();
    assertThat(opt.getFlags()).isEqualTo(asked & 0x8000);
    assertThat(opt.getOptions()).isEmpty();
    assertThat(opt.getPayloadSize()).isEqualTo(1232);
  }

  @Test
  void malformed_edns_is_answered_with_edns() {
    Message question = question("@", Type.SOA);
    question.addRecord(opt(1232, 0, 0, 0), Section.ADDITIONAL);
    question.addRecord(opt(1232, 0, 0, 0), Section.ADDITIONAL);

    Message answer = zone.udp(question);

    assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
    assertThat(answer.getSection(Section.ADDITIONAL)).hasSize(1);
  }

  private static OPTRecord opt(int size, int version, int flags, int options) {
    List<EDNSOption> list = new ArrayList<>();
    for (int i = 0; i < options; i++) {
      list.add(new GenericEDNSOption(UNKNOWN_OPTION + i, new byte[i]));
    }
    return new OPTRecord(size, 0, version, flags, list);
  }
}
