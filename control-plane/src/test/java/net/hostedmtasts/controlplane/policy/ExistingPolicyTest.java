package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExistingPolicyTest {
  private static final String RECORD = "v=STSv1; id=1;";
  private static final DomainName MX = DomainName.parse("mx.example.com");
  private static final DomainName OTHER_MX = DomainName.parse("mx.example.net");

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v=STSv1; id=1;                   |                 | the usual one
          v=STSv1;id=1                     |                 | no final semicolon
          v=STSv1 ; id=1                   |                 | spaces are allowed by the grammar
          v=spf1 -all + v=STSv1; id=1;     |                 | others are discarded
          v=STSv10; id=2 + v=STSv1; id=1;  |                 | others are discarded
          v=STSv1; id=1; + v=STSv1; id=1;  | SEVERAL_RECORDS | twice is none
          v=spf1 -all                      | NO_RECORD       | only others
          v=STSv1                          | NO_RECORD       | does not begin with v=STSv1;
          v=STSv1; id=a-b;                 | INVALID_RECORD  | a hyphen in the id
          v=STSv1; x=1;                    | INVALID_RECORD  | no id
          """)
  void exactly_one_record_is_left(String texts, ExistingPolicy.@Nullable Kind fault, String why) {
    ExistingPolicy found =
        ExistingPolicy.read(
            List.of(texts.split(" \\+ ", -1)), Optional.of(body("enforce", 86_400)));
    assertThat(found.faults())
        .as(why)
        .extracting(ExistingPolicy.Fault::kind)
        .isEqualTo(fault == null ? List.of() : List.of(fault));
    assertThat(found.works()).as(why).isEqualTo(fault == null);
    assertThat(found.record().isPresent()).as(why).isEqualTo(fault == null);
  }

  @Test
  void enforce_is_carried_over_where_it_works_and_covers_the_live_mx() {
    ExistingPolicy enforce = read("enforce", 604_800);
    assertThat(enforce.enforcesFor(List.of(MX))).isTrue();
    assertThat(enforce.enforcesFor(List.of(MX, OTHER_MX))).isFalse();
    assertThat(enforce.enforcesFor(List.of())).isFalse();
    assertThat(read("testing", 604_800).enforcesFor(List.of(MX))).isFalse();
    assertThat(
            ExistingPolicy.read(List.of(), Optional.of(body("enforce", 604_800)))
                .enforcesFor(List.of(MX)))
        .isFalse();
  }

  @Test
  void a_policy_may_be_held_whatever_its_record_is_now() {
    ExistingPolicy found = ExistingPolicy.read(List.of(), Optional.of(body("enforce", 1_000)));
    assertThat(found.enforcedFor()).isEqualTo(Duration.ofSeconds(1_000));
    assertThat(read("testing", 1_000).enforcedFor()).isZero();
  }

  @ParameterizedTest(name = "{0} s is taken over as {1}")
  @CsvSource({
    "0, ONE_DAY",
    "86399, ONE_DAY",
    "604799, ONE_DAY",
    "604800, ONE_WEEK",
    "2592000, THIRTY_DAYS",
    "31557600, ONE_YEAR"
  })
  void max_age_is_never_made_longer_but_to_a_day(long seconds, MaxAge maxAge) {
    assertThat(read("testing", seconds).maxAge()).contains(maxAge);
  }

  @Test
  void nothing_and_nonsense_are_told_apart() {
    ExistingPolicy nothing = ExistingPolicy.read(List.of(), Optional.empty());
    assertThat(nothing.maxAge()).isEmpty();
    ExistingPolicy nonsense =
        ExistingPolicy.read(
            List.of(RECORD), Optional.of("<html>".getBytes(StandardCharsets.US_ASCII)));
    assertThat(nonsense.faults())
        .extracting(ExistingPolicy.Fault::kind)
        .containsExactly(ExistingPolicy.Kind.INVALID_POLICY);
    assertThat(nonsense.enforcedFor()).isZero();
  }

  private static ExistingPolicy read(String mode, long maxAge) {
    return ExistingPolicy.read(List.of(RECORD), Optional.of(body(mode, maxAge)));
  }

  private static byte[] body(String mode, long maxAge) {
    return ("version: STSv1\nmode: " + mode + "\nmx: *.example.com\nmax_age: " + maxAge + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
