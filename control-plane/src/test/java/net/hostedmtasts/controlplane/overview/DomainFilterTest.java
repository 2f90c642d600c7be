package net.hostedmtasts.controlplane.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.Tag;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.Mode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainFilterTest {
  private static DomainFilter searching(@Nullable String search) {
    return DomainFilter.of(search, List.of(), List.of(), List.of());
  }

  @ParameterizedTest(name = "q {0} looks for {1}")
  @CsvSource({
    "example, %example%",
    "EXAMPLE, %example%",
    "Büro,    %büro%",
    "a_b,     %a!_b%",
    "100%,    %100!%%",
    "!,       %!!%",
    "'a\\',   '%a\\%'",
  })
  void a_search_means_its_characters(String search, String pattern) {
    assertThat(searching(search).containing()).isEqualTo(pattern);
  }

  @Test
  void a_filter_shows_everything_unless_told() {
    SqlArguments arguments = new SqlArguments();
    assertThat(searching(null).condition(arguments)).isEmpty();
    assertThat(arguments.tuple().size()).isZero();
  }

  @Test
  void every_part_of_a_filter_is_an_argument_of_the_query() {
    SqlArguments arguments = new SqlArguments();
    String condition =
        DomainFilter.of(
                "shop",
                List.of(DomainStatus.ERROR, DomainStatus.ACTIVE),
                List.of(Mode.ENFORCE),
                List.of(new Tag("customer-a")))
            .condition(arguments);
    assertThat(condition).contains("$1", "$2", "$3", "$4").doesNotContain("shop", "customer");
    assertThat(arguments.tuple().size()).isEqualTo(4);
  }

  @Test
  void a_search_is_printable_and_has_a_limit() {
    assertThat(searching("x".repeat(253)).containing()).hasSize(255);
    assertThatThrownBy(() -> searching("x".repeat(254))).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> searching("a\u0000"))
        .as("PostgreSQL's text holds no NUL")
        .isInstanceOf(InvalidValue.class);
  }

  @Test
  void a_parameter_is_given_at_most_20_times() {
    List<Tag> most = Collections.nCopies(20, new Tag("a"));
    assertThat(DomainFilter.of(null, List.of(), List.of(), most).tags()).hasSize(20);
    assertThatThrownBy(
            () ->
                DomainFilter.of(null, List.of(), List.of(), Collections.nCopies(21, new Tag("a"))))
        .isInstanceOf(InvalidValue.class);
  }
}
