package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.delegation.Delegation;
import net.hostedmtasts.controlplane.delegation.DelegationLabel;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.outside.FetchResult;
import net.hostedmtasts.controlplane.outside.Fetched;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sending MTA gets, as several resolvers answer (RFC 8461, sections 3.1 and 3.3). */
class ServedFindingsTest {
  private static final String DOCUMENT = "version: STSv1\r\nmode: none\r\n";
  private static final String ID = "20261124";
  private static final PolicyDomain DOMAIN = PolicyDomain.parse("example.com");

  private static Subject subject(Instant rememberedUntil) {
    return new Subject(
        new UUID(0, 1),
        1,
        Dns.NOW,
        DOMAIN,
        new Delegation(DOMAIN, new DelegationLabel(Dns.LABEL), Dns.ZONE),
        DomainStatus.ACTIVE,
        true,
        true,
        Optional.of(new PolicyId(ID)),
        1L,
        DOCUMENT,
        rememberedUntil,
        List.of(),
        false);
  }

  private static DnsAnswer none(String server, DnsAnswer.Reason reason) {
    return new DnsAnswer.NoAnswer(server, Dns.NOW, reason, Optional.empty(), Optional.empty());
  }

  private static DnsAnswer records(
      String server, RecordData data, RecordType type, boolean signed) {
    return new DnsAnswer.Records(
        server, Dns.NOW, List.of(new DnsRecord(Dns.TXT_NAME, type, Dns.TTL, data)), false, signed);
  }

  private static DnsAnswer answer(String server, String text) {
    return switch (text) {
      case "RIGHT", "SIGNED" ->
          records(
              server,
              new RecordData.Text("v=STSv1; id=" + ID + ";"),
              RecordType.TXT,
              text.equals("SIGNED"));
      case "OLD" -> records(server, new RecordData.Text("v=STSv1; id=1;"), RecordType.TXT, false);
      case "A" ->
          records(server, new RecordData.Address(Addresses.of(10, 0, 0, 1)), RecordType.A, false);
      case "-" -> new DnsAnswer.NoData(server, Dns.NOW, Optional.empty(), List.of(), false, false);
      default -> none(server, DnsAnswer.Reason.valueOf(text));
    };
  }

  private static List<DnsAnswer> answers(String texts) {
    List<String> each = Arrays.stream(texts.split(",")).map(String::strip).toList();
    return IntStream.range(0, each.size())
        .mapToObj(at -> answer("192.0.2." + (at + 1), each.get(at)))
        .toList();
  }

  private static String text(ServedFindings findings) {
    return findings.all().stream()
        .map(one -> one.code().value() + " " + one.severity().name())
        .collect(Collectors.joining(", "));
  }

  /**
   * @param seen a sender would find the id
   */
  @ParameterizedTest(name = "resolvers say {0}: {1}, seen {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RIGHT, RIGHT              |                            | true  | all say it
          RIGHT, OLD                | txt-id-differs ERROR       | false | one says another
          RIGHT, -                  | txt-id-differs ERROR       | false | one says that there is none
          RIGHT, TIMED_OUT          | zone-not-resolving WARNING | true  | one of our resolvers is dead
          RIGHT, UNREACHABLE        | zone-not-resolving WARNING | true  | so it is
          RIGHT, REFUSED            | zone-not-resolving WARNING | true  | or does not want us
          RIGHT, BUDGET_USED_UP     | zone-not-resolving WARNING | true  | we did not ask
          RIGHT, SERVFAIL           | zone-not-resolving WARNING | true  | it may be that resolver's own trouble
          RIGHT, BOGUS              | zone-not-resolving ERROR   | true  | senders that check signatures get nothing
          SIGNED, BOGUS             | zone-not-resolving WARNING | true  | another one has checked them: its own trouble
          OLD, TIMED_OUT            | zone-not-resolving WARNING, txt-id-differs ERROR | false | who answers says another
          TIMED_OUT, TIMED_OUT      | zone-not-resolving WARNING | false | nothing is heard: it may be our way
          TIMED_OUT, BUDGET_USED_UP | zone-not-resolving WARNING | false | nothing is known
          SERVFAIL, TIMED_OUT       | zone-not-resolving ERROR   | false | who is there cannot find it
          BOGUS, BOGUS              | zone-not-resolving ERROR   | false | false signatures, never another id
          """)
  void resolvers_say_of_the_id(
      String answers, @Nullable String findings, boolean seen, String why) {
    ServedFindings of =
        ServedFindings.of(
            new ServedObservation(answers(answers), List.of(), List.of(good())),
            subject(Dns.NOW),
            Dns.NOW);
    assertThat(text(of)).as(why).isEqualTo(findings == null ? "" : findings);
    assertThat(of.seen()).as(why).isEqualTo(seen);
    assertThat(of.all()).allSatisfy(one -> assertThat(one.advice()).isNotBlank());
  }

  /** Addresses are asked of the next resolver where the one before says nothing. */
  @ParameterizedTest(name = "A and AAAA: {0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -, -                   | policy-unreachable ERROR   | there is none
          A, -                   | policy-unreachable ERROR   | one that is not public
          A, TIMED_OUT           | policy-unreachable ERROR   | one that is not public
          TIMED_OUT, TIMED_OUT   | zone-not-resolving WARNING | nothing is heard
          -, TIMED_OUT           | zone-not-resolving WARNING | half is not known
          BUDGET_USED_UP, -      | zone-not-resolving WARNING | we did not ask
          SERVFAIL, SERVFAIL     | zone-not-resolving ERROR   | the zone is broken
          BOGUS, SERVFAIL        | zone-not-resolving ERROR   | so it is
          """)
  void without_a_fetch_addresses_say(String addresses, String findings, String why) {
    ServedFindings of =
        ServedFindings.of(
            new ServedObservation(answers("RIGHT"), answers(addresses), List.of()),
            subject(Dns.NOW),
            Dns.NOW);
    assertThat(text(of)).as(why).isEqualTo(findings);
    assertThat(of.seen()).as("without a policy nothing was seen").isFalse();
  }

  @ParameterizedTest(name = "{0} after the id is live: {1}")
  @CsvSource({"PT-1S, WARNING", "PT0S, ERROR"})
  void a_resolver_may_remember_the_id_before_for_a_while(Duration after, String severity) {
    ServedFindings of =
        ServedFindings.of(
            new ServedObservation(answers("OLD"), List.of(), List.of(good())),
            subject(Dns.NOW),
            Dns.NOW.plus(after));
    assertThat(text(of)).isEqualTo("txt-id-differs " + severity);
    assertThat(of.seen()).isFalse();
  }

  private static FetchResult good() {
    return Fetched.response(
        Addresses.of(192, 0, 2, 1),
        200,
        "text/plain",
        DOCUMENT,
        Fetched.certificate("mta-sts.example.com", Dns.NOW.plus(Duration.ofDays(60))));
  }
}
