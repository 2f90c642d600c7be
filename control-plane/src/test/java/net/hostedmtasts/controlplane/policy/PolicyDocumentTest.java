package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {
  private static final List<MxPattern> MX =
      List.of(MxPattern.parse("mx1.example.com"), MxPattern.parse("*.example.net"));

  @Test
  void of_renders_version_mode_mx_max_age_with_crlf_and_nothing_else() {
    Policy policy = new Policy(Mode.ENFORCE, MaxAge.ONE_WEEK, MX);
    assertThat(PolicyDocument.of(policy).text())
        .isEqualTo(
            "version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n");
  }

  @Test
  void none_keeps_its_mx_lines_and_lasts_a_day() {
    Policy policy = new Policy(Mode.NONE, MaxAge.ONE_YEAR, MX);
    assertThat(PolicyDocument.of(policy).text())
        .isEqualTo(
            "version: STSv1\r\nmode: none\r\nmx: mx1.example.com\r\nmx: *.example.net\r\nmax_age: 86400\r\n");
  }

  @Test
  void a_policy_has_1_to_100_patterns_none_twice() {
    List<MxPattern> hundred =
        IntStream.range(0, 100).mapToObj(i -> MxPattern.parse("mx" + i + ".example.com")).toList();
    assertThat(new Policy(Mode.TESTING, MaxAge.ONE_DAY, hundred).mx()).hasSize(100);
    List<MxPattern> more =
        IntStream.range(0, 101).mapToObj(i -> MxPattern.parse("mx" + i + ".example.com")).toList();
    assertThatThrownBy(() -> new Policy(Mode.TESTING, MaxAge.ONE_DAY, more))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> new Policy(Mode.TESTING, MaxAge.ONE_DAY, List.of()))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(
            () -> new Policy(Mode.TESTING, MaxAge.ONE_DAY, List.of(MX.get(0), MX.get(0))))
        .isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          version: STSv1~mode: testing~mx: a.example~max_age: 1~               | LF
          version: STSv1`~mode: testing`~mx: a.example`~max_age: 1`~           | CRLF
          version: STSv1`~mode: testing~mx: a.example~max_age: 1               | mixed, last terminator left out
          max_age: 1~mx: a.example~mode: testing~version: STSv1                | any order
          version:STSv1~mode:testing~mx:a.example~max_age:1                    | no space after the colon
          version:  STSv1 ~mode: testing  ~mx: a.example~max_age: 1            | spaces around values
          version: STSv1~mode: testing~mx: a.example~max_age: 1~max_age: 2     | the first of two counts
          version: STSv1~mode: testing~mode: maybe~mx: a.example~max_age: 1    | what is ignored need not be valid
          version: STSv1~mode: testing~mx: a.example~max_age: 1~x.Y-z_0: a b=ü | extension in UTF-8
          """)
  void parse_takes_what_the_grammar_allows(String document, String why) {
    assertThat(PolicyDocument.parse(lines(document)))
        .as(why)
        .isEqualTo(new SeenPolicy(Mode.TESTING, 1, List.of(MxPattern.parse("a.example"))));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                          | empty
          version: STSv1~~mode: none~max_age: 1                       | empty line
          version: STSv1~mode: none~max_age: 1~~                      | empty line at the end
          version: STSv1``~mode: none~max_age: 1                      | two carriage returns
          ' version: STSv1~mode: none~max_age: 1'                     | space before a field
          # us~version: STSv1~mode: none~max_age: 1                   | comment
          mode: none~max_age: 1                                       | no version
          version: STSv1~max_age: 1                                   | no mode
          version: STSv1~mode: none                                   | no max_age
          version: STSv2~mode: none~max_age: 1                        | other version
          version: stsv1~mode: none~max_age: 1                        | letter case counts in values
          Version: STSv1~mode: none~max_age: 1                        | letter case counts in names
          version: STSv1~mode: Enforce~mx: a.example~max_age: 1       | letter case counts in modes
          version: STSv1~mode: enforce~max_age: 1                     | enforce without mx
          version: STSv1~mode: testing~max_age: 1                     | testing without mx
          version: STSv1~mode: none~max_age: -1                       | sign
          version: STSv1~mode: none~max_age: 31557601                 | more than the longest
          version: STSv1~mode: none~max_age: 00000000001              | 11 digits
          version: STSv1~mode: none~max_age: 1d                       | unit
          version: STSv1~mode: none~mx: 192.0.2.1~max_age: 1          | IP address
          version: STSv1~mode: none~mx: a.example.~max_age: 1         | final dot
          version: STSv1~mode: none~mx: bücher.example~max_age: 1     | U-label
          version: STSv1~mode: none~max_age: 1~x y: z                 | space in a name
          version : STSv1~mode: none~max_age: 1                       | space before the colon
          version: STSv1~mode: none~max_age: 1~ext:                   | extension without a value
          """)
  void parse_refuses(String document, String why) {
    assertThatThrownBy(() -> PolicyDocument.parse(lines(document)))
        .as(why)
        .isInstanceOf(InvalidValue.class);
  }

  @Test
  void none_needs_no_mx_by_the_rfc() {
    assertThat(PolicyDocument.parse("version: STSv1\nmode: none\nmax_age: 0\n").mx()).isEmpty();
  }

  @Test
  void parse_reads_at_most_64_kib() {
    String start = "version: STSv1\nmode: none\nmax_age: 1\nx: ";
    assertThat(PolicyDocument.parse(start + "y".repeat(65_536 - start.length())).maxAge())
        .isEqualTo(1);
    assertThatThrownBy(() -> PolicyDocument.parse(start + "y".repeat(65_537 - start.length())))
        .isInstanceOf(InvalidValue.class);
  }

  @Test
  void parse_wants_utf_8_without_a_byte_order_mark() {
    byte[] latin =
        "version: STSv1\nmode: none\nmax_age: 1\nx: \u00fc".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> PolicyDocument.parse(latin)).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> PolicyDocument.parse("\ufeffversion: STSv1\nmode: none\nmax_age: 1\n"))
        .isInstanceOf(InvalidValue.class);
  }

  private static String lines(String document) {
    return document.replace('~', '\n').replace('`', '\r');
  }
}
