package net.hostedmtasts.policyserver.dns;

import static net.hostedmtasts.policyserver.dns.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.hostedmtasts.policyserver.zone.TestZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The rows of INTEROP, section 9, and the table of names that it is about. */
class AnsweringTest {
  private final Asking zone = Asking.examples();

  @ParameterizedTest(name = "{0} {1}: {2} {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @                  | SOA   | NOERROR  | SOA       | apex
          @                  | NS    | NOERROR  | NS+NS     | apex
          @                  | A     | NOERROR  |           | the apex has no address
          ns1                | A     | NOERROR  | A+A       | in-zone name server
          ns2                | AAAA  | NOERROR  | AAAA      | in-zone name server
          ns1                | TXT   | NOERROR  |           | RFC 2308, section 2.2
          ns3                | A     | NXDOMAIN |           | not a name server
          LABEL.policy       | A     | NOERROR  | A+A       | the edges
          LABEL.policy       | AAAA  | NOERROR  | AAAA      | the edges
          LABEL.policy       | CAA   | NOERROR  | CAA       | RFC 8659
          LABEL.policy       | TXT   | NOERROR  |           | RFC 2308, section 2.2
          LABEL.policy       | HTTPS | NOERROR  |           | RFC 3597
          LABEL.policy       | SVCB  | NOERROR  |           | RFC 3597
          LABEL.policy       | TLSA  | NOERROR  |           | RFC 3597
          LABEL.policy       | DS    | NOERROR  |           | RFC 3597
          LABEL.policy       | SPF   | NOERROR  |           | RFC 3597
          LABEL.policy       | TYPE65280 | NOERROR |        | private use
          LABEL.policy       | TYPE65535 | NOERROR |        | the last type
          LABEL.policy       | CNAME | NOERROR  |           | no CNAME of ours
          LABEL._mta-sts     | TXT   | NOERROR  | TXT       | RFC 8461, section 3.1
          LABEL._mta-sts     | A     | NOERROR  |           | RFC 2308, section 2.2
          LABEL._tls         | TXT   | NXDOMAIN |           | no report address yet
          WITHOUTID.policy   | A     | NOERROR  | A+A       | exists before its TXT
          WITHOUTID.policy   | CAA   | NOERROR  |           | an empty set
          WITHOUTID._mta-sts | TXT   | NOERROR  |           | NODATA, so that no NXDOMAIN is remembered
          WITHDRAWN.policy   | A     | NXDOMAIN |           | withdrawn
          WITHDRAWN._mta-sts | TXT   | NXDOMAIN |           | withdrawn
          policy             | A     | NOERROR  |           | empty non-terminal: RFC 8020
          _mta-sts           | TXT   | NOERROR  |           | empty non-terminal: RFC 8020
          _tls               | TXT   | NOERROR  |           | empty non-terminal: RFC 8020
          other              | A     | NXDOMAIN |           | RFC 2308, section 2.1
          aaaaaaaaaaaaaaaaaaaaaaaaaa.policy | A | NXDOMAIN | | a guessed label: no wildcard
          *.policy           | A     | NXDOMAIN |           | RFC 4592: an asterisk is a name like others
          x.LABEL.policy     | A     | NXDOMAIN |           | below a label
          LABEL              | A     | NXDOMAIN |           | no branch
          LABEL.other        | A     | NXDOMAIN |           | another branch
          LABEL.policy.x     | A     | NXDOMAIN |           | a branch elsewhere
          """)
  void answers_for_every_name_of_the_zone(
      String name, String type, String rcode, String answers, String why) {
    Message answer = zone.udp(question(name, Type.value(type, true)));

    assertThat(Rcode.string(answer.getRcode())).isEqualTo(rcode);
    assertThat(types(answer, Section.ANSWER)).isEqualTo(answers == null ? "" : answers);
    assertThat(types(answer, Section.AUTHORITY)).isEqualTo(answers == null ? "SOA" : "");
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @              | SOA  | mta-sts-host.test. 3600 IN SOA ns1.mta-sts-host.test. hostmaster.mta-sts-host.test. 1 7200 3600 1209600 60
          LABEL.policy   | AAAA | LABEL.policy.mta-sts-host.test. 60 IN AAAA 2001:db8:0:0:0:0:0:1
          LABEL.policy   | CAA  | LABEL.policy.mta-sts-host.test. 300 IN CAA 0 issue "ca.example; validationmethods=http-01"
          LABEL._mta-sts | TXT  | LABEL._mta-sts.mta-sts-host.test. 60 IN TXT "v=STSv1; id=20261124T101500000001;"
          """)
  void answers_with_the_record_and_its_own_ttl(String name, String type, String record) {
    Message answer = zone.udp(question(name, Type.value(type)));

    assertThat(answer.getSection(Section.ANSWER))
        .singleElement()
        .extracting(found -> found.toString().replaceAll("\\s+", " "))
        .isEqualTo(record.replace("LABEL", TestZone.LABEL));
  }

  @Test
  void name_servers_come_with_their_addresses() {
    Message answer = zone.udp(question("@", Type.NS));

    assertThat(types(answer, Section.ADDITIONAL)).isEqualTo("A+A+AAAA+A+A+AAAA");
  }

  @ParameterizedTest(name = "SOA TTL {0}, MINIMUM {1}: {2} s")
  @CsvSource({"1h, 60s, 60", "30s, 60s, 30", "60s, 60s, 60"})
  void absence_is_remembered_for_the_lower_of_soa_ttl_and_minimum(
      String ttl, String minimum, long expected) {
    Asking changed = Asking.examples(Map.of("ttl", ttl, "negative-ttl", minimum));

    for (String name : new String[] {"absent", "LABEL.policy"}) {
      Record soa = changed.udp(question(name, Type.MX)).getSection(Section.AUTHORITY).get(0);
      assertThat(soa).isInstanceOf(SOARecord.class);
      assertThat(soa.getTTL()).isEqualTo(expected);
      assertThat(soa.getName()).isEqualTo(Asking.ZONE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LABEL.POLICY.mTa-STS-hOST.TEST.",
        "mFrGgZdFmZtWq2LkNnWg23TpOa.policy.MTA-sts-host.test.",
        "ABSENT.Mta-sts-host.test.",
        "Example.COM."
      })
  void the_case_of_letters_means_nothing_and_comes_back_as_it_was(String name) {
    Message question = question(name, Type.A);
    byte[] asked = question.toWire();

    byte[] answer = zone.answer(asked, Transport.UDP);

    assertThat(Arrays.copyOfRange(answer, 12, asked.length))
        .isEqualTo(Arrays.copyOfRange(asked, 12, asked.length));
    assertThat(zone.udp(question).getRcode())
        .isEqualTo(
            zone.udp(question(Asking.name(name).toString().toLowerCase(Locale.ROOT), Type.A))
                .getRcode());
  }

  @ParameterizedTest(name = "{0} {1} {2} is refused: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .                            | NS   | IN | no referral to the root
          test.                        | SOA  | IN | our parent
          xmta-sts-host.test.          | A    | IN | ends like the zone, but not at a label
          mta-sts.example.com.         | A    | IN | a customer's own name
          @                            | AXFR | IN | RFC 5936
          @                            | IXFR | IN | RFC 5936
          LABEL.policy                 | AXFR | IN | not even a name of the zone
          version.bind.                | TXT  | CH | nobody's business
          @                            | SOA  | CH | another class
          @                            | SOA  | ANY | no class of ours
          """)
  void refuses_what_it_does_not_answer_for(String name, String type, String dnsClass, String why) {
    Message question =
        Message.newQuery(
            Record.newRecord(Asking.name(name), Type.value(type), DClass.value(dnsClass)));

    Message answer = zone.tcp(question);

    assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @              | SOA
          LABEL.policy   | A+A
          LABEL._mta-sts | TXT
          policy         |
          """)
  void any_is_answered_with_one_rrset(String name, String answers) {
    Message answer = zone.udp(question(name, Type.ANY));

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(types(answer, Section.ANSWER)).isEqualTo(answers == null ? "" : answers);
  }

  @ParameterizedTest(name = "opcode {0}")
  @ValueSource(ints = {Opcode.IQUERY, Opcode.STATUS, 3, Opcode.NOTIFY, Opcode.UPDATE, 6, 15})
  void every_other_opcode_is_not_implemented(int opcode) {
    Message question = question("@", Type.SOA);
    question.getHeader().setOpcode(opcode);

    Message answer = zone.udp(question);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(answer.getHeader().getOpcode()).isEqualTo(opcode);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
  }

  @Test
  void flags_are_those_of_an_authoritative_answer() {
    Message question = question("@", Type.SOA);
    for (int flag : new int[] {Flags.RD, Flags.AD, Flags.CD, Flags.TC, Flags.RA, 9}) {
      question.getHeader().setFlag(flag);
    }

    Header header = zone.udp(question).getHeader();

    assertThat(header.getID()).isEqualTo(question.getHeader().getID());
    assertThat(header.printFlags()).isEqualTo("qr aa rd ");
    // The bit that must be zero (RFC 1035, section 4.1.1) has no name in dnsjava.
    assertThat(header.getFlag(9)).isFalse();
  }

  @Test
  void addresses_take_turns() {
    Message question = question("LABEL.policy", Type.A);
    question.getHeader().setID(0);
    String first = first(zone.udp(question));
    question.getHeader().setID(1);

    assertThat(first(zone.udp(question))).isNotEqualTo(first);
  }

  @Test
  void counters_know_types_and_rcodes_and_no_names() {
    zone.udp(question("LABEL.policy", Type.A));
    zone.udp(question("absent", 4711));

    assertThat(zone.meters.get("edge.dns.queries").tag("type", "A").counter().count()).isEqualTo(1);
    assertThat(zone.meters.get("edge.dns.queries").tag("type", "other").counter().count())
        .isEqualTo(1);
    assertThat(zone.meters.get("edge.dns.answers").tag("rcode", "nxdomain").counter().count())
        .isEqualTo(1);
    assertThat(zone.meters.getMetersAsString()).doesNotContain(TestZone.LABEL);
  }

  @Test
  void a_fault_of_ours_is_one_servfail_and_counted() {
    Asking broken = new Asking(TestZone.broken());
    Message question = question("LABEL.policy", Type.A);

    Message answer = broken.udp(question);

    assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(answer.getHeader().getID()).isEqualTo(question.getHeader().getID());
    assertThat(answer.getQuestion()).isEqualTo(question.getQuestion());
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(broken.meters.counter("edge.dns.surprises").count()).isEqualTo(1);
  }

  private static String first(Message answer) {
    return answer.getSection(Section.ANSWER).get(0).rdataToString();
  }

  private static String types(Message answer, int section) {
    return answer.getSection(section).stream()
        .map(record -> Type.string(record.getType()))
        .collect(Collectors.joining("+"));
  }
}
