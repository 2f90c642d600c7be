package net.hostedmtasts.controlplane.finding;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person should know about a domain. Two findings with the same code and subject
 * are the same finding, seen at different times.
 *
 * @param code stable
 * @param severity the code's own, unless the domain's state makes it more or less
 * @param subject the name, host or address that it is about
 * @param expected what should be there; null where nothing particular is expected
 * @param found what is there, by whom; at most 20
 * @param advice one sentence that says what to do
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
    @JsonProperty("code") FindingCode code,
    @JsonProperty("severity") Severity severity,
    @JsonProperty("subject") String subject,
    @JsonProperty("expected") @Nullable String expected,
    @JsonProperty("found") List<Found> found,
    @JsonProperty("advice") String advice) {
  private static final int MOST_FOUND = 20;

  public Finding {
    subject = Found.printable(subject);
    expected = expected == null ? null : Found.printable(expected);
    found = found.stream().limit(MOST_FOUND).toList();
  }

  /** A finding that its code and subject say all about. */
  public static Finding of(FindingCode code, String subject) {
    return of(code, subject, null, List.of());
  }

  /** A finding where nothing particular was expected. */
  public static Finding of(FindingCode code, String subject, Found... found) {
    return of(code, subject, null, List.of(found));
  }

  /** A finding with the code's own severity and advice. */
  public static Finding of(
      FindingCode code, String subject, @Nullable String expected, List<Found> found) {
    return new Finding(
        code, code.severity(), subject, expected, found, code.advice(subject, expected, found));
  }

  /** The same, as serious as the domain's state makes it. */
  public Finding as(Severity severity) {
    return new Finding(code, severity, subject, expected, found, advice);
  }

  /** The same with a sentence that knows more than the code's own. */
  public Finding advising(String advice) {
    return new Finding(code, severity, subject, expected, found, advice);
  }

  /** Whether it is the same finding as another one, whenever each was seen. */
  public boolean same(Finding other) {
    return code == other.code && subject.equals(other.subject);
  }

  /** Whether it is {@link #same} and matters as much: whoever knows the other is told no news. */
  public boolean sameAndAsSerious(Finding other) {
    return same(other) && severity == other.severity;
  }

  /** Whether it is {@link #same} and matters more than before. */
  public boolean moreSeriousThan(Finding before) {
    return same(before) && severity.compareTo(before.severity) < 0;
  }
}
