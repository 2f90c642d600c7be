package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.check.CnameState.State;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import org.jspecify.annotations.Nullable;

/**
 * Both CNAME records together: only the same label of one domain in both is a delegation.
 *
 * @param followed somebody may still get to the domain's document, which each label's name answers,
 *     or to its id: a name server has one of the records, or none said that it has not
 * @param gone which of the two names have a CNAME record at no name server that answers
 */
record DelegationReading(
    DelegationSeen seen,
    boolean followed,
    List<String> gone,
    List<CnameState> cnames,
    List<Finding> findings) {
  private static final Pattern LABEL =
      Pattern.compile("([a-z2-7]{26})\\.(?:policy|_mta-sts)\\.(.+)");

  static DelegationReading of(CnameObservation policy, CnameObservation txt, String zone) {
    CnameReading first = CnameReading.of(policy);
    CnameReading second = CnameReading.of(txt);
    @Nullable String one = otherLabel(first, zone);
    @Nullable String other = otherLabel(second, zone);
    boolean elsewhere = one != null && one.equals(other);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(elsewhere ? first.findings() : labels(first, one));
    findings.addAll(elsewhere ? second.findings() : labels(second, other));
    return new DelegationReading(
        one != null && elsewhere ? new DelegationSeen.Elsewhere(one) : seen(first, second),
        mayBeFollowed(first)
            || mayBeFollowed(second)
            || CnameReading.leads(policy, target -> target.isBelow(OwnerName.parse(zone)))
            || CnameReading.leads(txt, txt.expected()::equals),
        Stream.of(policy, txt)
            .filter(name -> !CnameReading.leads(name, target -> true))
            .map(name -> name.name().value())
            .toList(),
        List.of(state(policy, first), state(txt, second)),
        findings);
  }

  private static boolean mayBeFollowed(CnameReading reading) {
    return reading.state() == State.SEEN || reading.state() == State.UNKNOWN;
  }

  private static DelegationSeen seen(CnameReading first, CnameReading second) {
    List<State> states = List.of(first.state(), second.state());
    if (states.contains(State.WRONG)) {
      return new DelegationSeen.Wrong();
    }
    if (states.contains(State.UNKNOWN)) {
      return new DelegationSeen.Unknown();
    }
    if (states.contains(State.NOT_SEEN)) {
      return new DelegationSeen.Missing();
    }
    Duration ttl = first.ttl().compareTo(second.ttl()) > 0 ? first.ttl() : second.ttl();
    boolean straight = first.target().isEmpty() && second.target().isEmpty();
    return new DelegationSeen.Here(ttl, straight);
  }

  /** The label where a record leads into the service zone, and not to this domain. */
  private static @Nullable String otherLabel(CnameReading reading, String zone) {
    Optional<String> label =
        reading
            .target()
            .map(OwnerName::value)
            .map(LABEL::matcher)
            .filter(Matcher::matches)
            .filter(match -> match.group(2).equals(zone))
            .map(match -> match.group(1));
    return label.orElse(null);
  }

  /** Another label in one record alone was taken from another domain's page. */
  private static List<Finding> labels(CnameReading reading, @Nullable String label) {
    return label == null
        ? reading.findings()
        : reading.findings().stream()
            .map(
                finding ->
                    Finding.of(
                        FindingCode.CNAME_LABELS_DIFFER,
                        finding.subject(),
                        finding.expected(),
                        finding.found()))
            .toList();
  }

  private static CnameState state(CnameObservation seen, CnameReading reading) {
    return new CnameState(seen.name().value(), seen.expected().value(), reading.state());
  }
}
