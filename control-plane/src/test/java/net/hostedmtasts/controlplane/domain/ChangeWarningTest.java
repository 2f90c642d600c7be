package net.hostedmtasts.controlplane.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preview says, and what a listing looks for. */
class ChangeWarningTest {
  private static Policy policy(String mode, String hosts) {
    return new Policy(
        Mode.parse(mode),
        MaxAge.ofSeconds(604_800),
        Arrays.stream(hosts.split(" "))
            .map(host -> MxPattern.parse(host + ".example.com"))
            .toList());
  }

  @ParameterizedTest(name = "{0} {1} to {2} {3}: {4}")
  @CsvSource({
    "testing, a,   testing, a,   ''",
    "testing, a,   enforce, a,   ''",
    "testing, a,   testing, a b, ''",
    "testing, a b, testing, a,   mx-removed",
    "enforce, a,   enforce, a b, mx-added-late",
    "enforce, a,   testing, a,   enforce-held",
    "enforce, a,   none,    b,   mx-removed mx-added-late enforce-held",
    "none,    a,   enforce, b,   mx-removed",
  })
  void a_change_that_may_lose_mail_is_warned_of(
      String mode, String hosts, String nextMode, String nextHosts, String codes) {
    List<Finding> warnings = ChangeWarning.of(policy(mode, hosts), policy(nextMode, nextHosts));
    assertThat(String.join(" ", warnings.stream().map(Finding::code).toList())).isEqualTo(codes);
    assertThat(warnings).allSatisfy(warning -> assertThat(warning.severity()).isEqualTo("warning"));
  }

  @Test
  void a_warning_names_the_hosts_and_the_time() {
    assertThat(ChangeWarning.of(policy("enforce", "a"), policy("enforce", "a b")))
        .singleElement()
        .satisfies(
            late -> assertThat(late.advice()).contains("b.example.com").contains("604800 seconds"));
  }

  @Test
  void a_diff_shows_the_lines_that_go_and_those_that_come() {
    assertThat(PreviewView.diff("a\r\nb\r\n", "b\r\nc\r\n"))
        .containsExactly(
            new PreviewView.LineView("removed", "a"), new PreviewView.LineView("added", "c"));
    assertThat(PreviewView.diff("", "a\r\n"))
        .containsExactly(new PreviewView.LineView("added", "a"));
    assertThat(PreviewView.diff("a\r\n", "a\r\n")).isEmpty();
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
