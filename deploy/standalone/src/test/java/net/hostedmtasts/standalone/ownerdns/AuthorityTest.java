package net.hostedmtasts.standalone.ownerdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

class AuthorityTest {
  private static final String SOA = "d1.example. SOA ns.d1.example. hostmaster.d1.example. ";

  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void start() {
    lab = Lab.start(folder);
    lab.dns.addZone("d1.example");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          d1.example     | NS  | d1.example. NS ns.d1.example.
          ns.d1.example  | A   | ns.d1.example. A 127.0.0.1
          d1.example     | MX  | d1.example. MX 10 mx1.d1.example.;d1.example. MX 20 mx2.d1.example.
          mx1.d1.example | A   | mx1.d1.example. A 127.0.0.1
          mx2.d1.example | A   | mx2.d1.example. A 127.0.0.2
          """)
  void a_new_zone_has_a_name_server_and_mail_servers(String name, String type, String records) {
    Message answer = lab.authority(name, type);
    assertThat(Lab.answers(answer)).containsExactlyInAnyOrder(records.split(";", -1));
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
  }

  @Test
  void a_name_without_the_type_is_no_error_and_a_name_that_is_not_there_is_one_both_with_the_soa() {
    Message noData = lab.authority("d1.example", "CAA");
    assertThat(noData.getRcode()).isEqualTo(Rcode.NOERROR);
    Message noName = lab.authority("nothing.d1.example", "A");
    assertThat(noName.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    for (Message negative : List.of(noData, noName)) {
      assertThat(Lab.answers(negative)).isEmpty();
      assertThat(Lab.authority(negative)).singleElement().asString().startsWith(SOA);
      assertThat(negative.getSection(Section.AUTHORITY).get(0).getTTL())
          .describedAs("the SOA's minimum where it is below its TTL (RFC 2308, section 5)")
          .isEqualTo(1);
      assertThat(negative.getHeader().getFlag(Flags.AA)).isTrue();
    }
  }

  @Test
  void an_empty_non_terminal_exists() {
    lab.dns.set("a.b.d1.example", "TXT", "deep");
    assertThat(lab.authority("b.d1.example", "A").getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(lab.authority("c.d1.example", "A").getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void an_alias_is_followed_inside_the_zone_and_not_beyond() {
    lab.dns.addZone("d2.example");
    lab.dns.set("inside.d1.example", "CNAME", "mx1.d1.example");
    lab.dns.set("outside.d1.example", "CNAME", "mx1.d2.example");
    assertThat(Lab.answers(lab.authority("inside.d1.example", "A")))
        .containsExactly("inside.d1.example. CNAME mx1.d1.example.", "mx1.d1.example. A 127.0.0.1");
    assertThat(Lab.answers(lab.authority("outside.d1.example", "A")))
        .containsExactly("outside.d1.example. CNAME mx1.d2.example.");
    assertThat(Lab.answers(lab.authority("inside.d1.example", "CNAME")))
        .containsExactly("inside.d1.example. CNAME mx1.d1.example.");
  }

  @Test
  void aliases_in_a_circle_are_a_failure() {
    lab.dns.set("a.d1.example", "CNAME", "b.d1.example");
    lab.dns.set("b.d1.example", "CNAME", "a.d1.example");
    assertThat(lab.authority("a.d1.example", "A").getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "new.d1.example, true",
    "deeper.new.d1.example, true",
    "mx1.d1.example, false",
    "x.mx1.d1.example, false"
  })
  void a_wildcard_stands_for_what_is_not_there(String name, boolean covered) {
    lab.dns.set("*.d1.example", "TXT", "wild");
    assertThat(Lab.answers(lab.authority(name, "TXT")))
        .isEqualTo(covered ? List.of(name + ". TXT \"wild\"") : List.of());
  }

  @Test
  void a_child_zone_is_handed_over_to_with_its_name_server_and_address() {
    lab.dns.set("sub.d1.example", "NS", "ns.sub.d1.example");
    lab.dns.set("ns.sub.d1.example", "A", "192.0.2.1");
    Message referral = lab.authority("a.sub.d1.example", "A");
    assertThat(referral.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(Lab.authority(referral)).containsExactly("sub.d1.example. NS ns.sub.d1.example.");
    assertThat(referral.getSection(Section.ADDITIONAL).get(0).rdataToString())
        .isEqualTo("192.0.2.1");
  }

  @Test
  void a_zone_in_a_zone_answers_for_its_names() {
    lab.dns.addZone("sub.d1.example");
    assertThat(Lab.answers(lab.authority("mx1.sub.d1.example", "A")))
        .containsExactly("mx1.sub.d1.example. A 127.0.0.1");
    assertThat(lab.authority("mx1.sub.d1.example", "A").getHeader().getFlag(Flags.AA)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"example.com", "d2.example", "label._mta-sts.service.test", "example", "."})
  void other_names_are_refused_those_of_the_service_zone_too(String name) {
    Message answer = lab.authority(name, "A");
    assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
  }

  @Test
  void letter_case_does_not_matter_and_is_echoed() {
    Message answer = lab.authority("Mx1.D1.exAMPLE", "A");
    assertThat(answer.getQuestion().getName().toString()).isEqualTo("Mx1.D1.exAMPLE.");
    assertThat(Lab.answers(answer)).containsExactly("Mx1.D1.exAMPLE. A 127.0.0.1");
  }

  @Test
  void what_does_not_fit_into_a_datagram_comes_over_tcp() {
    lab.dns.set(
        "big.d1.example",
        "TXT",
        IntStream.range(0, 20).mapToObj(i -> i + "x".repeat(200)).toArray(String[]::new));
    SimpleResolver datagramsOnly = lab.client(lab.authorityPort);
    datagramsOnly.setIgnoreTruncation(true);
    Message cut = Lab.ask(datagramsOnly, "big.d1.example", "TXT");
    assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(cut.numBytes()).isLessThanOrEqualTo(1_232);
    assertThat(Lab.answers(lab.authority("big.d1.example", "TXT"))).hasSize(20);
  }

  @Test
  void a_long_text_becomes_strings_that_join_to_it() {
    String text = "v=DMARC1; p=none; rua=mailto:" + "x".repeat(300);
    lab.dns.set("_dmarc.d1.example", "TXT", text);
    assertThat(Lab.answers(lab.authority("_dmarc.d1.example", "TXT")))
        .containsExactly(
            "_dmarc.d1.example. TXT \""
                + text.substring(0, 255)
                + "\" \""
                + text.substring(255)
                + "\"");
  }

  @Test
  void each_change_takes_the_next_serial_number() {
    String before = Lab.answers(lab.authority("d1.example", "SOA")).get(0);
    lab.dns.set("a.d1.example", "A", "192.0.2.1");
    assertThat(before).startsWith(SOA + "1 ");
    assertThat(Lab.answers(lab.authority("d1.example", "SOA")).get(0)).startsWith(SOA + "2 ");
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mx1.d1.example  | CNAME | a.example      | CONFLICT | nothing stands beside a CNAME
          d1.example      | CNAME | a.example      | CONFLICT | nothing stands beside a CNAME
          a.d1.example    | A     | 192.0.2        | INVALID  | is no data of A
          a.d1.example    | PTR   | a.example      | INVALID  | is none of A, AAAA, CNAME
          a.d1.example    | SOA   | a. b. 1 2 3 4 5 | INVALID  | is at d1.example. alone
          a..d1.example   | A     | 192.0.2.1      | INVALID  | is no name in the DNS
          example.com     | A     | 192.0.2.1      | INVALID  | not below .test or .example
          test            | A     | 192.0.2.1      | INVALID  | not below .test or .example
          a.service.test  | A     | 192.0.2.1      | INVALID  | in the service zone
          """)
  void what_cannot_be_is_refused_with_a_reason(
      String name, String type, String value, NotAccepted.Reason reason, String message) {
    assertThatThrownBy(() -> lab.dns.set(name, type, value))
        .isInstanceOfSatisfying(
            NotAccepted.class, refused -> assertThat(refused.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void a_refused_first_record_leaves_no_zone_behind() {
    assertThatThrownBy(() -> lab.dns.set("new.example", "CNAME", "a.example"))
        .isInstanceOf(NotAccepted.class);
    assertThat(lab.authority("new.example", "SOA").getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void removed_records_are_gone_and_what_is_not_there_cannot_be_removed() {
    lab.dns.remove("d1.example", "MX");
    lab.dns.remove("mx1.d1.example");
    assertThat(Lab.answers(lab.authority("d1.example", "MX"))).isEmpty();
    assertThat(lab.authority("mx1.d1.example", "A").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThatThrownBy(() -> lab.dns.remove("mx1.d1.example"))
        .isInstanceOf(NotAccepted.class)
        .hasMessage("mx1.d1.example. has no record to remove.");
    assertThatThrownBy(() -> lab.dns.remove("d1.example", "SOA"))
        .isInstanceOf(NotAccepted.class)
        .hasMessageContaining("can be replaced, not removed");
  }

  @Test
  void zones_are_kept_over_restarts() {
    lab.dns.set("_dmarc.d1.example", "TXT", "v=DMARC1; p=\"none\"\\;");
    lab.dns.set("d1.example", "CAA", "0 issue \"ca.example; accounturi=x\"");
    String before = lab.dns.text();
    lab.close();
    lab = Lab.start(folder);
    assertThat(lab.dns.text()).isEqualTo(before);
    lab.dns.removeZone("d1.example");
    lab.close();
    lab = Lab.start(folder);
    assertThat(lab.dns.text()).isEmpty();
  }
}
