package net.hostedmtasts.controlplane.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainFilterTest {
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
    assertThat(DomainFilter.of(null, search, null).containing()).isEqualTo(pattern);
  }

  @Test
  void a_filter_begins_after_the_cursor_and_takes_every_status_unless_told() {
    DomainFilter all = DomainFilter.of(null, null, null);
    assertThat(all).isEqualTo(new DomainFilter("", "%", List.of(DomainStatus.values())));
    DomainFilter some = DomainFilter.of(Cursor.of("b.example"), null, DomainStatus.ERROR);
    assertThat(some).isEqualTo(new DomainFilter("b.example", "%", List.of(DomainStatus.ERROR)));
  }

  @Test
  void a_search_is_printable_and_has_a_limit() {
    assertThat(DomainFilter.of(null, "x".repeat(253), null).containing()).hasSize(255);
    Assertions.assertThatThrownBy(() -> DomainFilter.of(null, "x".repeat(254), null))
        .isInstanceOf(InvalidValue.class);
    Assertions.assertThatThrownBy(() -> DomainFilter.of(null, "a\u0000", null))
        .as("PostgreSQL's text holds no NUL")
        .isInstanceOf(InvalidValue.class);
  }
}
