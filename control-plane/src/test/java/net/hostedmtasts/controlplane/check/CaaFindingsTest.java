package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.finding.FindingCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8659: the records of the nearest name that has some decide. */
class CaaFindingsTest {
  private static final String HOST = "mta-sts.example.com";

  /** Names from the policy host up with ">" between them, records of one name with "+". */
  private static List<DnsAnswer> answers(String names) {
    return Stream.of(names.split(">")).map(String::strip).map(CaaFindingsTest::answer).toList();
  }

  private static DnsAnswer answer(String records) {
    return switch (records) {
      case "-" -> new DnsAnswer.NoData("ns", Dns.NOW, Optional.empty(), List.of(), false, false);
      case "FAILED" ->
          new DnsAnswer.NoAnswer(
              "ns", Dns.NOW, DnsAnswer.Reason.SERVFAIL, Optional.empty(), Optional.empty());
      default ->
          new DnsAnswer.Records(
              "ns",
              Dns.NOW,
              Arrays.stream(records.split("\\+")).map(one -> record(one.strip())).toList(),
              false,
              false);
    };
  }

  private static DnsRecord record(String text) {
    String[] parts = text.split(" ", 3);
    RecordData data =
        new RecordData.Caa(Integer.parseInt(parts[0]), parts[1], parts.length < 3 ? "" : parts[2]);
    return new DnsRecord(Dns.POLICY_NAME, RecordType.CAA, Dns.TTL, data);
  }

  @ParameterizedTest(name = "{0} for {1}: allowed {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -                                      | ca.example | true  | no record at any name
          0 issue ca.example                     | ca.example | true  | named
          0 issue CA.example                     | ca.example | true  | names have no case (section 4.2)
          0 ISSUE ca.example                     | ca.example | true  | neither have tags (section 4.1)
          0 issue ca.example; accounturi=x       | ca.example | true  | parameters are the authority's to judge (RFC 8657)
          0 issue  ca.example ; validationmethods=http-01 | ca.example | true  | with spaces
          0 issue other.example                  | ca.example | false | another one
          0 issue other.example + 0 issue ca.example | ca.example | true  | one of two
          0 issue ;                              | ca.example | false | nobody (section 4.2)
          0 issue                                | ca.example | false | an empty value is nobody too
          0 issuewild ca.example                 | ca.example | true  | without "issue" anybody may (section 4.3)
          0 issuewild other.example + 0 issue ca.example | ca.example | true | wildcards are not asked for
          0 iodef mailto:a@example.com           | ca.example | true  | only where to complain
          0 future x                             | ca.example | true  | unknown and not critical
          128 future x                           | ca.example | false | unknown and critical (section 4.1)
          128 future x + 0 issue ca.example      | ca.example | false | the same beside a fitting one
          128 issue ca.example                   | ca.example | true  | critical and known
          128 issuemail x                        | ca.example | true  | known (RFC 9495)
          - > 0 issue other.example              | ca.example | false | climbing to the parent (section 3)
          0 issue ca.example > 0 issue other.example | ca.example | true | the nearest decides
          - > - > 0 issue ca.example             | ca.example | true  | two up
          FAILED                                 | ca.example | true  | nothing known: the authority says what it sees
          0 issue other.example                  |            | true  | any authority will do
          """)
  void records_allow_an_authority(
      String names, @Nullable String authority, boolean allowed, String why) {
    List<FindingCode> codes =
        CaaFindings.of(HOST, answers(names), authority == null ? List.of() : List.of(authority))
            .stream()
            .map(one -> one.code())
            .toList();
    assertThat(codes).as(why).isEqualTo(allowed ? List.of() : List.of(FindingCode.CAA_FORBIDS));
  }
}
