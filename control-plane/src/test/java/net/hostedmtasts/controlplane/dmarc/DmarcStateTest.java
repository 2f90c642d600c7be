package net.hostedmtasts.controlplane.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DmarcStateTest {
  private static final PolicyDomain DOMAIN = PolicyDomain.parse("www.example.com");
  private static final Found SEEN = Found.at(Instant.EPOCH, "192.0.2.53", "");

  @ParameterizedTest(name = "switched on: {0}, found: {1}, intake: {2}: {3} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | v=DMARC1; rua=mailto:a@b.example |             | OFF     |
          true  | v=DMARC1; rua=mailto:a@b.example |             | ON      |
          true  | v=DMARC1; rua=mailto:a@b.example | A@b.example | ON      |
          true  | v=DMARC1; rua=mailto:a@b.example | c@d.example | WAITING | DMARC_INTAKE_MISSING
          true  | v=DMARC1; p=reject               |             | WAITING | DMARC_NO_RUA
          true  | v=DMARC1; p=reject               | c@d.example | WAITING | DMARC_NO_RUA
          true  | none                             |             | WAITING | DMARC_MISSING
          true  | failed                           |             | WAITING | ZONE_NOT_RESOLVING
          false | none                             |             | OFF     | DMARC_MISSING
          """)
  void on_means_that_somebody_gets_reports(
      boolean switchedOn,
      String found,
      @Nullable String intake,
      DmarcState state,
      @Nullable FindingCode code) {
    Optional<ReportAddress> address = Optional.ofNullable(intake).map(ReportAddress::parse);
    assertThat(DmarcState.of(switchedOn, answer(found), address)).isEqualTo(state);
    List<Finding> findings = DmarcFindings.of(DOMAIN, answer(found), address);
    assertThat(findings)
        .extracting(Finding::code)
        .isEqualTo(code == null ? List.of() : List.of(code));
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.expected()).startsWith("v=DMARC1;");
            });
  }

  @ParameterizedTest(name = "{0}, intake {1}: {2} TXT {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none               | c@d.example | _dmarc.www.example.com | v=DMARC1; p=none; rua=mailto:c@d.example;
          none               |             | _dmarc.www.example.com | v=DMARC1; p=none; rua=mailto:dmarc-reports@www.example.com;
          failed             | c@d.example | _dmarc.www.example.com | v=DMARC1; p=none; rua=mailto:c@d.example;
          v=DMARC1; p=reject | c@d.example | _dmarc.example.com     | v=DMARC1; p=reject; rua=mailto:c@d.example;
          v=DMARC1;rua=mailto:a@b.example |  | _dmarc.example.com   | v=DMARC1;rua=mailto:a@b.example
          """)
  void the_record_to_publish_keeps_what_is_there(
      String found, @Nullable String intake, String name, String text) {
    assertThat(
            DmarcProposal.of(
                DOMAIN, answer(found), Optional.ofNullable(intake).map(ReportAddress::parse)))
        .isEqualTo(new DmarcProposal(OwnerName.parse(name), text));
  }

  private static DmarcAnswer answer(String found) {
    return switch (found) {
      case "none" -> new DmarcAnswer.None(List.of(SEEN));
      case "failed" -> new DmarcAnswer.Failed(List.of(SEEN));
      default ->
          new DmarcAnswer.Applies(
              DomainName.parse("example.com"),
              DmarcRecord.read(found).orElseThrow(),
              List.of(SEEN));
    };
  }
}
