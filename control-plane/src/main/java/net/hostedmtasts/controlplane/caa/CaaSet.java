package net.hostedmtasts.controlplane.caa;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.RecordData;

/**
 * What was found on the way up from a name.
 *
 * @param answers nearest name first; at least one
 */
public record CaaSet(List<DnsAnswer> answers) {
  private static final List<String> KNOWN = List.of("issue", "issuewild", "iodef", "issuemail");

  /** Copies what can change. */
  public CaaSet {
    answers = List.copyOf(answers);
  }

  /** The answer with the records that count; empty where no name on the way has any. */
  public Optional<DnsAnswer.Records> counts() {
    return answers.stream()
        .filter(DnsAnswer.Records.class::isInstance)
        .map(DnsAnswer.Records.class::cast)
        .filter(records -> records.data(RecordData.Caa.class).findAny().isPresent())
        .findFirst();
  }

  /**
   * The name that gave no answer, where one did: authorities do not sign then (RFC 8659, section 3;
   * letsencrypt.org/docs/caa).
   */
  public Optional<DnsAnswer> failed() {
    return answers.stream().filter(DnsAnswer.NoAnswer.class::isInstance).findFirst();
  }

  /** Whether the records let one of {@code wanted} sign; without records anybody may. */
  public boolean lets(List<IssuerRule> wanted) {
    return counts().map(records -> lets(records, wanted)).orElse(true);
  }

  private static boolean lets(DnsAnswer.Records records, List<IssuerRule> wanted) {
    List<RecordData.Caa> all = records.data(RecordData.Caa.class).toList();
    boolean unknownCritical =
        all.stream().anyMatch(caa -> caa.critical() && !KNOWN.contains(tag(caa)));
    List<RecordData.Caa> issue = all.stream().filter(caa -> tag(caa).equals("issue")).toList();
    return !unknownCritical
        && (issue.isEmpty()
            || issue.stream()
                .map(caa -> IssuerRule.parse(caa.value()))
                .anyMatch(rule -> wanted.stream().anyMatch(rule::lets)));
  }

  private static String tag(RecordData.Caa caa) {
    return caa.tag().toLowerCase(Locale.ROOT);
  }
}
