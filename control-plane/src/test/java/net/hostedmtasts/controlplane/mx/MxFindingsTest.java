package net.hostedmtasts.controlplane.mx;

import static net.hostedmtasts.controlplane.mx.MxTexts.START;
import static net.hostedmtasts.controlplane.mx.MxTexts.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.net.InetAddresses;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.MxAnswer;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MxFindingsTest {
  private static final String SERVER = "192.0.2.53";
  private static final DomainName HOST = MxTexts.host("mx.a");
  private static final OwnerName OWNER = OwnerName.of(HOST);
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final DnsRecord ALIAS =
      new DnsRecord(
          OWNER, RecordType.CNAME, TTL, new RecordData.Name(OwnerName.parse("b.example")));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"ENFORCE, ERROR", "TESTING, WARNING", "NONE, WARNING"})
  void an_uncovered_host_is_an_error_where_mail_is_lost(Mode mode, Severity severity) {
    List<MxPattern> policy = List.of(MxPattern.parse("a.example"), MxPattern.parse("*.b.example"));
    List<Finding> findings = MxFindings.notCovered(policy, mode, seen("a mx.b", "a mx.b mx.x.b c"));
    assertThat(findings)
        .extracting(Finding::code, Finding::severity, Finding::subject, Finding::expected)
        .containsExactlyInAnyOrder(
            tuple(FindingCode.MX_NOT_COVERED, severity, "mx.x.b.example", "mx.x.b.example"),
            tuple(FindingCode.MX_NOT_COVERED, severity, "c.example", "c.example"));
    assertThat(findings.get(0).found()).hasSize(1);
  }

  @Test
  void a_pinned_pattern_that_no_host_needs_is_drift() {
    List<MxPattern> pinned = List.of(MxPattern.parse("a.example"), MxPattern.parse("b.example"));
    assertThat(MxFindings.pinnedDrift(pinned, seen("a", "a")))
        .extracting(Finding::subject)
        .containsExactly("b.example");
    assertThat(MxFindings.pinnedDrift(pinned, seen("FAILED", "FAILED"))).isEmpty();
    assertThat(MxFindings.pinnedDrift(pinned, seen("NULL", "NULL"))).isEmpty();
  }

  @ParameterizedTest(name = "resolvers {0}, servers {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a        | a        |
          EMPTY    | EMPTY    | MX_IMPLICIT
          NULL     | NULL     | MX_NULL
          NXDOMAIN | NXDOMAIN | DOMAIN_NOT_FOUND
          a        | a b      | MX_NOT_AGREED
          FAILED   | a        | ZONE_NOT_RESOLVING
          a        | FAILED   | ZONE_NOT_RESOLVING
          """)
  void the_records_themselves(String resolvers, String servers, FindingCode code) {
    assertThat(MxFindings.records(seen(resolvers, servers)))
        .extracting(Finding::code)
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @Test
  void a_host_that_is_an_alias_is_named_with_its_target() {
    DnsAnswer.Records found =
        new DnsAnswer.Records(SERVER, START, List.of(ALIAS, address()), false, false);
    List<Finding> findings = MxFindings.host(HOST, List.of(found, nothing(List.of(ALIAS))));
    assertThat(findings).extracting(Finding::code).containsExactly(FindingCode.MX_IS_CNAME);
    assertThat(findings.get(0).advice()).contains("(b.example)");
  }

  @Test
  void a_host_has_an_address_or_is_not_resolved() {
    DnsAnswer.Records found =
        new DnsAnswer.Records(SERVER, START, List.of(address()), false, false);
    assertThat(MxFindings.host(HOST, List.of(found, nothing(List.of())))).isEmpty();
    assertThat(MxFindings.host(HOST, List.of())).isEmpty();
    assertThat(codes(nothing(List.of()), nothing(List.of())))
        .containsExactly(FindingCode.MX_HOST_UNRESOLVED);
    assertThat(codes(failed(DnsAnswer.Reason.SERVFAIL), failed(DnsAnswer.Reason.BOGUS)))
        .containsExactly(FindingCode.MX_HOST_UNRESOLVED);
    // Our own trouble is not the owner's.
    assertThat(codes(failed(DnsAnswer.Reason.TIMED_OUT), nothing(List.of()))).isEmpty();
    assertThat(codes(failed(DnsAnswer.Reason.BUDGET_USED_UP), nothing(List.of()))).isEmpty();
  }

  @Test
  void answers_are_read_as_what_they_say_about_mail() {
    assertThat(said("10 mx.a.example", "20 _x.example").answer())
        .isInstanceOfSatisfying(
            MxAnswer.Hosts.class,
            hosts -> assertThat(hosts.unusable()).containsExactly("_x.example"));
    assertThat(said("0 .").answer()).isInstanceOf(MxAnswer.NullMx.class);
    assertThat(said("10 mx.a.example", "0 .").hosts()).containsExactly(HOST);
    assertThat(said("10 _x.example").answer()).isInstanceOf(MxAnswer.Failed.class);
    assertThat(said("10 localhost").hosts()).isEmpty();
    assertThat(said(Collections.nCopies(101, "1 mx.a.example").toArray(String[]::new)).answer())
        .isInstanceOf(MxAnswer.Failed.class);
    assertThat(MxSaid.of(nothing(List.of())).answer()).isInstanceOf(MxAnswer.NoRecords.class);
    assertThat(MxSaid.of(failed(DnsAnswer.Reason.TRUNCATED)).answer())
        .isEqualTo(new MxAnswer.Failed("truncated"));
    assertThat(
            MxSaid.of(new DnsAnswer.Records(SERVER, START, List.of(ALIAS), true, false)).answer())
        .isInstanceOf(MxAnswer.Failed.class);
  }

  private static List<FindingCode> codes(DnsAnswer... answers) {
    return MxFindings.host(HOST, List.of(answers)).stream().map(Finding::code).toList();
  }

  private static MxSaid said(String... records) {
    return MxSaid.of(
        new DnsAnswer.Records(
            SERVER,
            START,
            Stream.of(records)
                .map(text -> text.split(" "))
                .map(
                    mx ->
                        new DnsRecord(
                            OwnerName.parse("example.com"),
                            RecordType.MX,
                            TTL,
                            new RecordData.Mx(Integer.parseInt(mx[0]), OwnerName.parse(mx[1]))))
                .toList(),
            true,
            false));
  }

  private static DnsRecord address() {
    return new DnsRecord(
        OWNER, RecordType.A, TTL, new RecordData.Address(InetAddresses.forString("192.0.2.7")));
  }

  private static DnsAnswer nothing(List<DnsRecord> aliases) {
    return new DnsAnswer.NoData(SERVER, START, Optional.of(TTL), aliases, false, false);
  }

  private static DnsAnswer failed(DnsAnswer.Reason reason) {
    return new DnsAnswer.NoAnswer(SERVER, START, reason, Optional.empty(), Optional.empty());
  }
}
