package net.hostedmtasts.controlplane.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmarcRecordTest {
  private static final ReportAddress INTAKE = ReportAddress.parse("mailto:in@intake.example");

  @ParameterizedTest(name = "{0}: rua {1}, psd {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v=DMARC1; p=none; rua=mailto:a@b.example       | a@b.example             | UNSAID        | the usual one
          v=DMARC1;p=reject                              |                         | UNSAID        | no rua
          v=DMARC1                                       |                         | UNSAID        | the version alone
          v=DMARC1 ; p = none ; rua = mailto:a@b.example | a@b.example             | UNSAID        | spaces
          v = DMARC1; rua=mailto:a@b.example             | a@b.example             | UNSAID        | spaces in the version
          v=DMARC1; rua=mailto:a@b.example; p=none       | a@b.example             | UNSAID        | p need not be second
          v=DMARC1; p=none; pct=50; rf=afrf; ri=3600; fo=1:d; x=y; rua=mailto:a@b.example | a@b.example | UNSAID | tags that are gone or unknown
          v=DMARC1; p=none; rua=mailto:a@b.example!10m   | a@b.example             | UNSAID        | a size of RFC 7489
          v=DMARC1; p=none; rua=mailto:a@b.example, mailto:c@d.example!5 | a@b.example c@d.example | UNSAID | several
          v=DMARC1; p=none; RUA=MAILTO:A@B.Example       | a@b.example             | UNSAID        | letter case
          v=DMARC1; p=none; rua=mailto:a@b.example,mailto:A@b.example | a@b.example | UNSAID       | twice the same
          v=DMARC1; rua=mailto:a@b.example; rua=mailto:c@d.example | a@b.example   | UNSAID        | of a tag the first counts
          v=DMARC1; p=none; rua=mailto:a%21@b.example    | a!@b.example            | UNSAID        | encoded (RFC 6068)
          v=DMARC1; p=none; rua=mailto:a@b.example?subject=x | a@b.example         | UNSAID        | header fields (RFC 6068)
          v=DMARC1; p=none; rua=https://b.example/x      |                         | UNSAID        | no reporter sends there
          v=DMARC1; p=none; rua=a@b.example              |                         | UNSAID        | no URI
          v=DMARC1; p=none; rua=mailto:                  |                         | UNSAID        | nobody
          v=DMARC1; p=none; rua=mailto:a@192.0.2.1       |                         | UNSAID        | no domain
          v=DMARC1; p=none; rua=mailto:a@b.example;;     | a@b.example             | UNSAID        | empty fields
          v=DMARC1; p=none; psd=y                        |                         | PUBLIC_SUFFIX | RFC 9989
          v=DMARC1; p=none; psd=N                        |                         | ORGANIZATION  | RFC 9989
          v=DMARC1; p=none; psd=u                        |                         | UNSAID        | RFC 9989
          """)
  void a_record_is_read_laxly(String text, String rua, DmarcRecord.Psd psd, String why) {
    assertThat(DmarcRecord.read(text))
        .as(why)
        .hasValueSatisfying(
            record -> {
              assertThat(record.rua())
                  .extracting(ReportAddress::toString)
                  .isEqualTo(rua == null ? List.of() : List.of(rua.split(" ")));
              assertThat(record.psd()).isEqualTo(psd);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=spf1 -all",
        "p=none; v=DMARC1",
        "v=DMARC10; p=none",
        "v=DMARC1 p=none",
        "v=dmarc1; p=none",
        " v=DMARC1; p=none",
        "dmarc"
      })
  void a_record_begins_with_its_version(String text) {
    assertThat(DmarcRecord.read(text)).isEmpty();
  }

  @Test
  void several_records_are_none() {
    String record = "v=DMARC1; p=none";
    assertThat(DmarcRecord.only(List.of("v=spf1 -all", record))).isPresent();
    assertThat(DmarcRecord.only(List.of(record, record))).isEmpty();
    assertThat(DmarcRecord.only(List.of())).isEmpty();
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v=DMARC1; p=reject                           | v=DMARC1; p=reject; rua=mailto:in@intake.example;
          v=DMARC1;p=none;rua=mailto:a@b.example!5m;x=y | v=DMARC1; p=none; rua=mailto:a@b.example!5m,mailto:in@intake.example; x=y;
          v=DMARC1; rua=; p=none                       | v=DMARC1; rua=mailto:in@intake.example; p=none;
          v=DMARC1; rua=mailto:IN@intake.example       | v=DMARC1; rua=mailto:IN@intake.example;
          v=DMARC1; rua = mailto:a@b.example           | v=DMARC1; rua = mailto:a@b.example,mailto:in@intake.example;
          v=DMARC1; rua=https://b.example/x            | v=DMARC1; rua=https://b.example/x,mailto:in@intake.example;
          """)
  void one_more_mailbox_changes_nothing_else(String before, String after) {
    assertThat(DmarcRecord.read(before).orElseThrow().withReportsTo(INTAKE)).isEqualTo(after);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v=DMARC1; p=none; rua=mailto:a b             | v=DMARC1; p=none; rua=mailto:in@intake.example;
          v=DMARC1; rua=mailto:; p=none                | v=DMARC1; rua=mailto:in@intake.example; p=none;
          v=DMARC1; rua=a@b.example                    | v=DMARC1; rua=mailto:in@intake.example;
          v=DMARC1; rua=mailto:a b, mailto:c@d.example!5m, ,x | v=DMARC1; rua=mailto:c@d.example!5m,mailto:in@intake.example;
          """)
  void a_mailbox_that_nobody_can_use_is_not_proposed_again(String before, String after) {
    assertThat(DmarcRecord.read(before).orElseThrow().withReportsTo(INTAKE)).isEqualTo(after);
  }

  @Test
  void an_address_is_written_as_a_uri_and_authorized_at_its_domain() {
    ReportAddress odd = ReportAddress.parse("mailto:a%21b+c@ümlaut.example");
    assertThat(odd.uri()).isEqualTo("mailto:a%21b+c@xn--mlaut-jva.example");
    assertThat(ReportAddress.parse(odd.uri())).isEqualTo(odd);
    assertThat(INTAKE.authorization(DomainName.parse("example.com")))
        .isEqualTo(OwnerName.parse("example.com._report._dmarc.intake.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b.example",
        "a b@c.example",
        "a@b@c.example",
        "a%0a@b.example",
        "a%4@b.example",
        "a%zz@b.example",
        "a,b@c.example",
        "https://b.example",
        "a@b_c.example"
      })
  void what_is_no_mailbox_is_refused(String text) {
    assertThatThrownBy(() -> ReportAddress.parse(text)).isInstanceOf(InvalidValue.class);
  }
}
