package net.hostedmtasts.controlplane.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
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
    assertThat(warnings)
        .extracting(finding -> finding.code().value())
        .containsExactly(codes.isEmpty() ? new String[0] : codes.split(" "));
    assertThat(warnings).allMatch(warning -> warning.severity() == Severity.WARNING);
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
}
