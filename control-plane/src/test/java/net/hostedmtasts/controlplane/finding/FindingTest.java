package net.hostedmtasts.controlplane.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FindingTest {
  private static final Instant AT = Instant.parse("2026-11-24T08:00:00.123456Z");
  private static final Found OTHER =
      new Found("x.example.net.", "ns1.example.com (192.0.2.1)", AT, Duration.ofMillis(300_900));
  private static final Finding FINDING =
      Finding.of(
          FindingCode.CNAME_OTHER_TARGET,
          "mta-sts.example.com.",
          "l.policy.sts.example.",
          List.of(OTHER, Found.at(AT, "192.0.2.53", "x.example.net.")));

  @Test
  void the_advice_names_what_was_expected_and_found() {
    assertThat(FINDING.severity()).isEqualTo(Severity.ERROR);
    assertThat(FINDING.advice())
        .isEqualTo(
            "Set the target of the CNAME record mta-sts.example.com. to l.policy.sts.example.:"
                + " at present it is x.example.net..");
  }

  @Test
  void until_is_when_the_last_cache_has_forgotten() {
    Finding cached =
        Finding.of(
            FindingCode.NEGATIVE_ANSWER_CACHED,
            "mta-sts.example.com.",
            Found.at(AT, "192.0.2.53", ""),
            new Found("", "192.0.2.54", AT, Duration.ofHours(1)));
    assertThat(cached.advice()).startsWith("Wait until 2026-11-24T09:00:00Z:");
  }

  @ParameterizedTest
  @EnumSource(FindingCode.class)
  void every_code_is_kebab_case_and_advises_in_one_sentence(FindingCode code) {
    assertThat(code.value()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    Found found = Found.at(AT, "ns1.example.com", "$1 {subject} \\");
    String advice = Finding.of(code, "a.example.", "b.example.", List.of(found)).advice();
    assertThat(advice).matches("[A-Z][a-z]+ .*[.a-z]").doesNotContain("{expected}", "{found}");
    assertThat(Finding.of(code, "a.example.").advice())
        .doesNotContain("{")
        .doesNotContainPattern("null(?! MX)");
  }

  static Stream<ObjectMapper> mappers() {
    // The first is the one of the database columns, the second has what the API's has.
    return Stream.of(
        new ObjectMapper(),
        new ObjectMapper()
            .findAndRegisterModules()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
  }

  @ParameterizedTest
  @MethodSource("mappers")
  void findings_are_stored_and_read_back(ObjectMapper json) throws JsonProcessingException {
    List<Finding> findings =
        List.of(FINDING, Finding.of(FindingCode.RESTORED, "example.com").as(Severity.WARNING));
    String stored = json.writeValueAsString(findings);
    assertThat(json.readValue(stored, new TypeReference<List<Finding>>() {})).isEqualTo(findings);
    assertThat(stored)
        .contains(
            "\"code\":\"cname-other-target\"",
            "\"severity\":\"error\"",
            "\"at\":\"2026-11-24T08:00:00.123Z\"",
            "\"ttl_left\":300")
        .doesNotContain("null");
  }

  @Test
  void what_a_newer_version_stored_is_read() throws JsonProcessingException {
    Finding read =
        new ObjectMapper()
            .readValue(
                """
                {"code": "not-yet-known", "severity": "error", "subject": "a.example", "new": {},
                 "found": [{"value": "v", "server": "s", "at": "2026-11-24T08:00:00Z", "new": 1}],
                 "advice": "Do this."}
                """,
                Finding.class);
    assertThat(read.code()).isEqualTo(FindingCode.UNKNOWN);
    assertThat(read.advice()).isEqualTo("Do this.");
    assertThat(read.found())
        .containsExactly(Found.at(Instant.parse("2026-11-24T08:00:00Z"), "s", "v"));
  }

  @Test
  void a_client_must_name_a_code_that_is_known() {
    assertThat(FindingCode.parse("mx-not-covered")).isEqualTo(FindingCode.MX_NOT_COVERED);
    for (String wrong : List.of("unknown", "MX_NOT_COVERED", "", "mx")) {
      assertThatThrownBy(() -> FindingCode.parse(wrong)).isInstanceOf(InvalidValue.class);
    }
  }

  @Test
  void texts_and_lists_of_strangers_have_limits() {
    Found found = Found.at(AT, "s\u0007", "\u202e" + "a".repeat(600) + "\n");
    assertThat(found.value()).isEqualTo("\uFFFD" + "a".repeat(499) + "…");
    assertThat(found.server()).isEqualTo("s\uFFFD");
    Finding many =
        Finding.of(FindingCode.MX_IS_CNAME, "mx.example.com", null, Collections.nCopies(21, found));
    assertThat(many.found()).hasSize(20);
    assertThat(many.advice()).hasSizeLessThan(800);
  }

  @Test
  void the_same_finding_may_be_more_or_less_serious_than_before() {
    Finding warning = FINDING.as(Severity.WARNING);
    Finding error = FINDING.as(Severity.ERROR);
    assertThat(error.same(warning)).isTrue();
    assertThat(error.sameAndAsSerious(warning)).isFalse();
    assertThat(error.moreSeriousThan(warning)).isTrue();
    assertThat(warning.moreSeriousThan(error)).isFalse();
    assertThat(warning.moreSeriousThan(warning)).isFalse();
  }

  @Test
  void a_finding_is_the_same_by_code_and_subject() {
    assertThat(FINDING.same(Finding.of(FindingCode.CNAME_OTHER_TARGET, "mta-sts.example.com.")))
        .isTrue();
    assertThat(FINDING.same(Finding.of(FindingCode.CNAME_OTHER_TARGET, "_mta-sts.example.com.")))
        .isFalse();
    assertThat(FINDING.same(Finding.of(FindingCode.CNAME_MISSING, "mta-sts.example.com.")))
        .isFalse();
  }
}
