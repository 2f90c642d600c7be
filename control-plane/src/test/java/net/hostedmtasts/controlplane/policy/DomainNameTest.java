package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
  private static final String LONG_LABEL = "a".repeat(63);

  @ParameterizedTest(name = "{0} is stored as {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          example.com           | example.com              | as it is
          EXAMPLE.Com           | example.com              | letter case does not count (RFC 4343)
          example.com.          | example.com              | the final dot is dropped
          bücher.example        | xn--bcher-kva.example    | U-labels become A-labels
          BÜCHER.EXAMPLE        | xn--bcher-kva.example    | UTS 46 maps letter case
          XN--BCHER-KVA.example | xn--bcher-kva.example    | A-labels in any letter case
          straße.example        | xn--strae-oqa.example    | nontransitional: ß is not ss (UTS 46)
          例え。テスト          | xn--r8jz45g.xn--zckzah   | an ideographic full stop is a dot (UTS 46)
          r3---sn-x.example     | r3---sn-x.example        | hyphens in third and fourth place are seen in ASCII names
          3com.example          | 3com.example             | a label may begin with a digit (RFC 1123, section 2.1)
          localhost             | localhost                | one label is a name
          """)
  void parse_stores_a_labels_in_lower_case(String text, String value, String why) {
    assertThat(DomainName.parse(text).value()).as(why).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | empty
          .                         | the root
          .example.com              | empty label
          a..example                | empty label
          example.com..             | two final dots
          -a.example                | hyphen at the beginning (RFC 1123)
          a-.example                | hyphen at the end
          a_b.example               | underscore: not in host names
          _mta-sts.example          | underscore: a name of a record
          a b.example               | space
          'a.example '              | space at the end
          192.0.2.1                 | IPv4 address
          1                         | a number is read as an IPv4 address by many
          0x7f.0x1                  | hexadecimal IPv4 address
          [192.0.2.1]               | address literal
          2001:db8::1               | IPv6 address
          example.com:443           | port
          user@example.com          | mailbox
          https://example.com       | URL
          xn--a.example             | not Punycode
          xn--zzzzzzzzzzzz.example  | decodes to nothing that is allowed
          aa--ü.example             | hyphens in third and fourth place of a U-label (RFC 5891, section 4.2.3.1)
          *.example.com             | wildcard
          """)
  void parse_refuses(String text, String why) {
    assertThatThrownBy(() -> DomainName.parse(text)).as(why).isInstanceOf(InvalidValue.class);
  }

  @Test
  void a_label_has_at_most_63_octets() {
    assertThat(DomainName.parse(LONG_LABEL + ".example").labels()).hasSize(2);
    assertThatThrownBy(() -> DomainName.parse(LONG_LABEL + "a.example"))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> DomainName.parse("ü".repeat(70) + ".example"))
        .isInstanceOf(InvalidValue.class);
  }

  @Test
  void a_name_has_at_most_253_octets() {
    String prefix = (LONG_LABEL + ".").repeat(3);
    assertThat(DomainName.parse(prefix + "a".repeat(61)).value()).hasSize(253);
    assertThatThrownBy(() -> DomainName.parse(prefix + "a".repeat(62)))
        .isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> DomainName.parse("a.".repeat(1_000_000)))
        .isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Example.com", "example.com.", "bücher.example", "", "XN--BCHER-KVA.example"})
  void only_the_stored_form_can_be_constructed(String value) {
    assertThatThrownBy(() -> new DomainName(value)).isInstanceOf(InvalidValue.class);
  }

  @Test
  void unicode_shows_u_labels() {
    assertThat(DomainName.parse("xn--strae-oqa.xn--bcher-kva.example").unicode())
        .isEqualTo("straße.bücher.example");
  }

  @Test
  void parent_drops_the_left_most_label() {
    assertThat(DomainName.parse("a.example.com").parent())
        .contains(DomainName.parse("example.com"));
    assertThat(DomainName.parse("com").parent()).isEmpty();
  }

  @Test
  void a_refusal_shows_no_control_characters_and_not_everything() {
    assertThatThrownBy(() -> DomainName.parse("a\u001b[31m\n" + "b".repeat(900)))
        .hasMessageNotContaining("\u001b")
        .hasMessageNotContaining("\n")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }
}
