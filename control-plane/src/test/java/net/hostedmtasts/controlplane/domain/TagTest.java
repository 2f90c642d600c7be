package net.hostedmtasts.controlplane.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "7",
        "customer-a",
        "team/mail",
        "region:eu",
        "büro",
        "two words",
        "v1.2",
        "店"
      })
  void a_tag_is_letters_and_digits_with_single_signs_between_them(String text) {
    assertThat(Tag.parse(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-a", "a-", "a--b", "a  b", " a", "a,b", "a;b", "a\n", "a\u0000", "<a>", "a\"b"
      })
  void what_could_be_taken_for_a_list_or_for_markup_is_none(String text) {
    assertThatThrownBy(() -> Tag.parse(text)).isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @CsvSource({"Customer-A, customer-a", "BÜRO, büro", "bu\u0308ro, büro"})
  void two_that_look_alike_are_one(String text, String kept) {
    assertThat(Tag.parse(text)).isEqualTo(new Tag(kept));
  }

  @Test
  void a_tag_has_1_to_50_characters_whatever_script_they_are_of() {
    assertThat(Tag.parse("x".repeat(50)).value()).hasSize(50);
    assertThat(Tag.parse("𝒂".repeat(50)).value()).hasSize(100);
    assertThatThrownBy(() -> Tag.parse("x".repeat(51))).isInstanceOf(InvalidValue.class);
  }

  @Test
  void a_domain_has_each_tag_once_in_their_order_and_at_most_20() {
    HostedDomain domain = TestDomains.added();
    domain.tag(List.of(new Tag("b"), new Tag("a"), new Tag("b")));
    assertThat(domain.tags()).containsExactly(new Tag("a"), new Tag("b"));
    domain.tag(tags(20));
    assertThat(domain.tags()).hasSize(20);
    assertThatThrownBy(() -> domain.tag(tags(21))).isInstanceOf(InvalidValue.class);
  }

  private static List<Tag> tags(int count) {
    return IntStream.range(0, count).mapToObj(number -> new Tag("t" + number)).toList();
  }
}
