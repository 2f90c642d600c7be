package net.hostedmtasts.controlplane.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1034, section 3.1; RFC 4343, section 2.1. */
class OwnerNameTest {
  private static final String LABEL = "a".repeat(63);
  private static final String LONGEST = LABEL + "." + LABEL + "." + LABEL + "." + "a".repeat(61);

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "_MTA-STS.Example.COM., _mta-sts.example.com",
    "example.com, example.com",
    "., .",
    "a\\.b.example, a\\.b.example",
    "\\065.example, a.example",
    "\\000\\255.example, \\000\\255.example",
    "x y.example, x\\032y.example",
    "*.example.com, *.example.com"
  })
  void a_name_is_kept_in_one_form(String text, String value) {
    assertThat(OwnerName.parse(text).value()).isEqualTo(value);
    assertThat(new OwnerName(value)).isEqualTo(OwnerName.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a..b", ".a", "\\256.a", "\\", "A.example", "example.com."})
  void what_is_no_name_or_not_in_its_stored_form_is_refused(String value) {
    assertThatThrownBy(() -> new OwnerName(value)).isInstanceOf(InvalidValue.class);
  }

  @Test
  void a_label_has_63_octets_and_a_name_255_at_most() {
    assertThat(OwnerName.parse(LONGEST).value()).hasSize(253);
    assertThatThrownBy(() -> OwnerName.parse("a" + LONGEST)).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> OwnerName.parse("a" + LABEL)).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> OwnerName.parse(LONGEST).child("a")).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> OwnerName.parse("a".repeat(5_000))).isInstanceOf(InvalidValue.class);
  }

  @Test
  void names_have_parents_and_children() {
    OwnerName name = OwnerName.of(DomainName.parse("example.com"));
    assertThat(name.child("_mta-sts").value()).isEqualTo("_mta-sts.example.com");
    assertThat(name.child("_mta-sts").parent()).contains(name);
    assertThat(OwnerName.parse("a\\.b.example.com").parent()).contains(name);
    assertThat(OwnerName.parse("com").parent()).contains(OwnerName.ROOT);
    assertThat(OwnerName.ROOT.parent()).isEmpty();
    assertThat(OwnerName.ROOT.child("com")).isEqualTo(OwnerName.parse("com"));
  }

  @ParameterizedTest(name = "{0} is below {1}: {2}")
  @CsvSource({
    "a.example.com, example.com, true",
    "a.b.example.com, example.com, true",
    "example.com, example.com, false",
    "badexample.com, example.com, false",
    "a\\.example.com, example.com, false",
    "example.com, ., true"
  })
  void below_goes_by_labels(String name, String other, boolean below) {
    assertThat(OwnerName.parse(name).isBelow(OwnerName.parse(other))).isEqualTo(below);
  }

  @Test
  void only_some_names_are_those_of_hosts() {
    assertThat(OwnerName.parse("mx.example.com").host())
        .contains(DomainName.parse("mx.example.com"));
    assertThat(OwnerName.parse("mx_1.example.com").host()).isEmpty();
    assertThat(OwnerName.ROOT.host()).isEmpty();
    assertThat(OwnerName.parse("192.0.2.1").host()).isEmpty();
  }
}
