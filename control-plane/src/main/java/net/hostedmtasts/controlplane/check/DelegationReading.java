package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern LABEL = Pattern.compile("([a-z2-7]{26})\\.(.+)");

  static DelegationReading of(CnameObservation policy, CnameObservation txt, String zone) {
    CnameReading first = CnameReading.of(policy);
    CnameReading second = CnameReading.of(txt);
    @Nullable String one = otherLabel(policy, first);
    @Nullable String other = otherLabel(txt, second);
    boolean elsewhere = one != null && one.equals(other);
    List<Finding> findings = new ArrayList<>();
    findings.addAll(elsewhere ? first.findings() : labels(swapped(first, txt), one));
    findings.addAll(elsewhere ? second.findings() : labels(swapped(second, policy), other));
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

  /** The label where a record leads to the same kind of name of another domain here. */
  private static @Nullable String otherLabel(CnameObservation seen, CnameReading reading) {
    Matcher own = LABEL.matcher(seen.expected().value());
    if (!own.matches()) {
      return null;
    }
    return reading
        .target()
        .map(OwnerName::value)
        .map(LABEL::matcher)
        .filter(Matcher::matches)
        .filter(match -> match.group(2).equals(own.group(2)))
        .map(match -> match.group(1))
        .filter(label -> !label.equals(own.group(1)))
        .orElse(null);
  }

  /** The target of the other record is a slip of whoever typed it in. */
  private static List<Finding> swapped(CnameReading reading, CnameObservation other) {
    return reading.target().filter(other.expected()::equals).isEmpty()
        ? reading.findings()
        : reading.findings().stream()
            .map(
                finding ->
                    finding.code() == FindingCode.CNAME_OTHER_TARGET
                        ? finding.advising(
                            "Set the target of the CNAME record "
                                + finding.subject()
                                + " to "
                                + finding.expected()
                                + ": at present it has the target of the other record.")
                        : finding)
            .toList();
  }

  /** Another label in one record alone was taken from another domain's page. */
  private static List<Finding> labels(List<Finding> findings, @Nullable String label) {
    return label == null
        ? findings
        : findings.stream()
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
