package net.hostedmtasts.controlplane.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If-Match as RFC 9110, section 13.1.1, says. */
class VersionTest {
  private static final Version THIRD = new Version(3);

  @Test
  void the_etag_is_the_number_in_quotes() {
    assertThat(THIRD.etag()).isEqualTo("\"3\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"3\"", " \"3\" ", "*", "\"1\", \"3\"", "\"3\",\"1\"", "W/\"3\", \"3\""})
  void a_header_that_names_the_version_passes(String header) {
    assertThatCode(() -> THIRD.requireSeen(header)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"2\"", "\"4\"", "3", "W/\"3\"", "\"\"", "\"3", "\"33\"", "x", ",", "\"03\""})
  void another_version_is_stale(String header) {
    assertRefused(header, Reason.STALE_VERSION);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void without_a_version_no_change_is_made(@Nullable String header) {
    assertRefused(header, Reason.PRECONDITION_REQUIRED);
  }

  @Test
  void a_header_has_a_limit() {
    assertRefused("\"1\",".repeat(251), Reason.PRECONDITION_REQUIRED);
  }

  private static void assertRefused(@Nullable String header, Reason reason) {
    assertThatThrownBy(() -> THIRD.requireSeen(header))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }
}
