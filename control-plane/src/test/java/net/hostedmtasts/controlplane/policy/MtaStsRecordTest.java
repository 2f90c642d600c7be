package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MtaStsRecordTest {

  @Test
  void text_has_the_semicolon_tight_to_the_version() {
    assertThat(new MtaStsRecord(new PolicyId("20261124a")).text())
        .isEqualTo("v=STSv1; id=20261124a;");
  }

  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v=STSv1; id=1A;             | as we publish it
          v=STSv1;id=1A               | no spaces, no last delimiter
          v=STSv1 ; id=1A ;           | spaces around delimiters are in the grammar
          v=STSv1; a=b; id=1A; c.D-_=~| unknown fields
          v=STSv1; id=1A; id=2        | the first of two counts
          v=STSv1; id=1A; id=a-b      | what is ignored need not be valid
          """)
  void parse_takes_what_the_grammar_allows(String text, String why) {
    assertThat(MtaStsRecord.parse(text).id()).as(why).isEqualTo(new PolicyId("1A"));
  }

  @ParameterizedTest(name = "{0} ({1})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | empty
          v=STSv1              | nothing after it
          v=STSv1;             | no field
          v=STSv1; a=b;        | no id
          V=STSv1; id=1;       | letter case counts
          v=stsv1; id=1;       | letter case counts
          v=STSv10; id=1;      | other version
          ' v=STSv1; id=1;'    | space before it
          v=STSv1; ID=1;       | letter case counts in names
          v=STSv1; id=;        | empty id
          v=STSv1; id=a-b;     | hyphen in the id
          v=STSv1; id=1;;      | empty field
          v=STSv1; id = 1;     | spaces around the equals sign
          v=STSv1; id=1; x     | a field without a value
          v=STSv1; id=1; x=a b | space in a value
          v=STSv1 id=1;        | no delimiter
          """)
  void parse_refuses(String text, String why) {
    assertThatThrownBy(() -> MtaStsRecord.parse(text)).as(why).isInstanceOf(InvalidValue.class);
  }

  @Test
  void an_id_has_1_to_32_letters_or_digits() {
    assertThat(MtaStsRecord.parse("v=STSv1; id=" + "a".repeat(32)).id().value()).hasSize(32);
    assertThatThrownBy(() -> MtaStsRecord.parse("v=STSv1; id=" + "a".repeat(33)))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> new PolicyId("ä")).isInstanceOf(InvalidValue.class);
  }

  @Test
  void a_fresh_id_is_another_one_in_the_same_millisecond() {
    Instant now = Instant.parse("2026-11-24T05:06:07.008Z");
    assertThat(
            IntStream.range(0, 10_000)
                .mapToObj(i -> PolicyId.fresh(now))
                .collect(Collectors.toSet()))
        .hasSize(10_000)
        .allSatisfy(id -> assertThat(id.value()).startsWith("20261124050607008").hasSize(29));
  }

  @ParameterizedTest
  @CsvSource({"86400,ONE_DAY", "604800,ONE_WEEK", "2592000,THIRTY_DAYS", "31536000,ONE_YEAR"})
  void max_age_is_one_of_four(long seconds, MaxAge expected) {
    assertThat(MaxAge.ofSeconds(seconds)).isEqualTo(expected);
    assertThatThrownBy(() -> MaxAge.ofSeconds(seconds + 1)).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> MaxAge.ofSeconds(seconds - 1)).isInstanceOf(InvalidValue.class);
  }
}
