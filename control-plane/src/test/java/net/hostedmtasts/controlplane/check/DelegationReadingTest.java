package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "Delegation and ownership": only the same label in both is a delegation. */
class DelegationReadingTest {
  /**
   * @param followed somebody may still get to document or id
   */
  @ParameterizedTest(name = "policy {0}, TXT {1}: {2}, followed {3} ({5})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RIGHT           | RIGHT           | Here      | true  |                                         | both carry the label
          RIGHT           | RIGHT, FAILED   | Here      | true  |                                         | everybody who answers has it
          OTHER           | OTHER           | Elsewhere | true  | cname-other-target cname-other-target   | both carry another label
          RIGHT           | OTHER           | Wrong     | true  | cname-labels-differ                     | two labels: no delegation
          OTHER           | RIGHT           | Wrong     | true  | cname-labels-differ                     | the other way round
          OTHER           | NXDOMAIN        | Wrong     | true  | cname-labels-differ cname-missing       | each label's name answers the document
          NXDOMAIN        | OTHER           | Wrong     | false | cname-missing cname-labels-differ       | another label's id is another domain's
          SWAPPED         | SWAPPED         | Wrong     | true  | cname-other-target cname-other-target   | the own label is nobody else's
          RIGHT           | SWAPPED         | Wrong     | true  | cname-other-target                      | one target for both
          RIGHT           | NXDOMAIN        | Missing   | true  | cname-missing                           | the document is reached
          NXDOMAIN        | RIGHT           | Missing   | true  | cname-missing                           | the id is reached
          RIGHT, NXDOMAIN | RIGHT, NXDOMAIN | Missing   | true  | cname-missing cname-missing             | one name server has both
          RIGHT, www.a.example | www.a.example | Wrong   | true  | cname-other-target cname-other-target   | one name server has one
          NXDOMAIN        | NXDOMAIN        | Missing   | false | cname-missing cname-missing             | nobody gets here
          www.a.example   | www.a.example   | Wrong     | false | cname-other-target cname-other-target   | nobody gets here
          FAILED          | FAILED          | Unknown   | true  | zone-not-resolving zone-not-resolving   | nothing is known
          www.a.example   | FAILED          | Wrong     | true  | cname-other-target zone-not-resolving   | one is not known
          NXDOMAIN        | FAILED          | Unknown   | true  | cname-missing zone-not-resolving        | one is not known
          """)
  void both_names_mean(
      String policy,
      String txt,
      String seen,
      boolean followed,
      @Nullable String codes,
      String why) {
    DelegationReading reading =
        DelegationReading.of(Dns.policy(policy, "", "", ""), Dns.txt(txt, "", "", ""), Dns.ZONE);
    assertThat(reading.seen().getClass().getSimpleName()).as(why).isEqualTo(seen);
    assertThat(reading.followed()).as(why).isEqualTo(followed);
    assertThat(
            reading.findings().stream()
                .map(one -> one.code().value())
                .collect(Collectors.joining(" ")))
        .as(why)
        .isEqualTo(codes == null ? "" : codes);
    assertThat(reading.cnames()).hasSize(2);
  }

  @Test
  void swapped_targets_are_named_as_such() {
    DelegationReading reading =
        DelegationReading.of(
            Dns.policy("SWAPPED", "", "", ""), Dns.txt("SWAPPED", "", "", ""), Dns.ZONE);
    assertThat(reading.findings())
        .allSatisfy(one -> assertThat(one.advice()).contains("the target of the other record"));
  }
}
