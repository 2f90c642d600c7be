package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.finding.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one name means (RFC 8461, section 8.2; INTEROP, sections 5 and 9). */
class CnameReadingTest {
  private static String text(@Nullable String cell) {
    return cell == null ? "" : cell;
  }

  @ParameterizedTest(name = "{0}; instead {1}, sibling {2}, resolver {3}: {4} {5} ({6})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RIGHT, RIGHT                  |            |                | RIGHT          | SEEN     |                          | both name servers have it
          RIGHT                         |            |                | RIGHT + A      | SEEN     |                          | with what is behind it
          RIGHT, FAILED                 |            |                | RIGHT          | SEEN     |                          | one that does not answer says nothing
          RIGHT + OTHER                 |            |                | RIGHT          | SEEN     |                          | what follows in the answer is not the owner's
          RIGHT                         |            |                | NXDOMAIN       | SEEN     | negative-answer-cached   | a resolver remembers that it was missing (RFC 2308)
          RIGHT                         |            |                | -              | SEEN     | negative-answer-cached   | NODATA is remembered too
          alias.example.net             |            |                | alias.example.net + RIGHT | SEEN | cname-chain         | it leads here in the end
          alias.example.net, FAILED     |            |                | alias.example.net + RIGHT | SEEN | cname-chain         | everybody who answers has it
          alias.example.net             |            | NXDOMAIN       | RIGHT          | WRONG    | cname-other-target       | a resolver remembers another time
          OTHER                         |            | NXDOMAIN       | RIGHT          | WRONG    | cname-other-target       | a resolver alone proves nothing
          OTHER                         |            | NXDOMAIN       | OTHER + RIGHT  | WRONG    | cname-other-target       | another label leads nowhere else
          RIGHT, alias.example.net      |            | NXDOMAIN       | RIGHT          | WRONG    | cname-other-target       | one name server is right, and the resolver asked it
          RIGHT, alias.example.net      |            | NXDOMAIN       | alias.example.net + RIGHT | WRONG | cname-other-target | the name servers do not agree
          alias.example.net, b.example  |            | NXDOMAIN       | alias.example.net + RIGHT | WRONG | cname-other-target | nor here
          alias.example.net, NXDOMAIN   |            | NXDOMAIN       | alias.example.net + RIGHT | WRONG | cname-other-target | nor here
          -, -                          |            |                | -              | NOT_SEEN | cname-missing            | only missing
          NXDOMAIN                      |            |                | NXDOMAIN       | NOT_SEEN | cname-missing            | no such name
          RIGHT, NXDOMAIN               |            |                | RIGHT          | NOT_SEEN | cname-missing            | not at all name servers yet
          www.example.net               |            | NXDOMAIN       | A              | WRONG    | cname-other-target       | somebody else's name
          RIGHT, www.example.net        |            | NXDOMAIN       | A              | WRONG    | cname-other-target       | one name server has another one
          OTHER                         |            | NXDOMAIN       | OTHER          | WRONG    | cname-other-target       | another label, of one name alone
          DOUBLED                       |            | NXDOMAIN       | NXDOMAIN       | WRONG    | cname-doubled-suffix     | the panel has appended the zone
          www.example.net               |            | www.example.net | A             | WRONG    | wildcard-not-delegation  | a wildcard CNAME
          -                             | A          | A              | A              | WRONG    | wildcard-not-delegation  | a wildcard address
          -                             | A, A       | NXDOMAIN       | A              | WRONG    | address-instead-of-cname | a proxy
          -                             | TXT        | NXDOMAIN       | TXT            | WRONG    | txt-leftover             | a CNAME cannot stand beside it (RFC 1034, 3.6.2)
          -                             | TXT + TXT  | NXDOMAIN       | TXT            | WRONG    | txt-several              | senders take several for none (RFC 8461, 3.1)
          -                             | TXT + NOTE | NXDOMAIN       | TXT            | WRONG    | txt-leftover             | senders discard the other one (RFC 8461, 3.1)
          -                             | NOTE + NOTE | NXDOMAIN      | TXT            | WRONG    | txt-leftover             | a CNAME cannot stand beside them
          SWAPPED                       |            | SWAPPED        | SWAPPED        | WRONG    | wildcard-not-delegation  | a wildcard with the target of the other name
          FAILED, FAILED                |            |                | FAILED         | UNKNOWN  | zone-not-resolving       | nothing is known
          """)
  void a_name_means(
      String servers,
      @Nullable String instead,
      @Nullable String sibling,
      String resolver,
      CnameState.State state,
      @Nullable String codes,
      String why) {
    CnameReading reading =
        CnameReading.of(Dns.policy(servers, text(instead), text(sibling), resolver));
    assertThat(reading.state()).as(why).isEqualTo(state);
    assertThat(
            reading.findings().stream()
                .map(one -> one.code().value())
                .collect(Collectors.joining(" ")))
        .as(why)
        .isEqualTo(text(codes));
    assertThat(reading.findings()).allSatisfy(one -> assertThat(one.advice()).isNotBlank());
    assertThat(reading.ttl()).isEqualTo(state == CnameState.State.SEEN ? Dns.TTL : Duration.ZERO);
    assertThat(reading.findings().stream().anyMatch(one -> one.severity() == Severity.ERROR))
        .as("what is only missing is waited for; what is wrong or unknown is an error")
        .isEqualTo(state == CnameState.State.WRONG || state == CnameState.State.UNKNOWN);
  }

  /** Then it may be our own way to them that is broken. */
  @ParameterizedTest(name = "{0}, resolver {1}: {2}")
  @CsvSource({"SILENT, SILENT, WARNING", "SILENT, FAILED, ERROR", "FAILED, SILENT, ERROR"})
  void a_zone_of_which_nothing_at_all_is_heard_is_only_warned_about(
      String servers, String resolver, Severity severity) {
    CnameReading reading = CnameReading.of(Dns.policy(servers, "", "", resolver));
    assertThat(reading.state()).isEqualTo(CnameState.State.UNKNOWN);
    assertThat(reading.findings().get(0).severity()).isEqualTo(severity);
  }
}
