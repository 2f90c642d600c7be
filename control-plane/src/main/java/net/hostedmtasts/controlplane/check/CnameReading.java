package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.check.CnameState.State;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.finding.Severity;

/**
 * What one observed name means (RFC 8461, section 8.2; RFC 1034, section 3.6.2).
 *
 * @param ttl the longest of the CNAME records seen
 * @param target where it leads instead, or on its way; empty where it is right or missing
 */
record CnameReading(State state, Duration ttl, Optional<OwnerName> target, List<Finding> findings) {

  static CnameReading of(CnameObservation seen) {
    List<DnsRecord> records = seen.authoritative().stream().flatMap(CnameReading::cnames).toList();
    Optional<DnsRecord> wrong =
        records.stream().filter(one -> !target(one).equals(seen.expected())).findFirst();
    if (wrong.isPresent()) {
      Optional<OwnerName> through = CnameChain.through(seen);
      return through.isPresent()
          ? chain(seen, records, through.get())
          : wrong(seen, target(wrong.get()));
    }
    long answering =
        seen.authoritative().stream().filter(one -> !(one instanceof DnsAnswer.NoAnswer)).count();
    if (answering == 0) {
      return new CnameReading(
          State.UNKNOWN, Duration.ZERO, Optional.empty(), List.of(silent(seen)));
    }
    if (records.size() == answering) {
      return new CnameReading(State.SEEN, ttl(records), Optional.empty(), cached(seen));
    }
    return records.isEmpty() ? missing(seen) : notEverywhere(seen);
  }

  /** Whether any name server has a record with such a target. */
  static boolean leads(CnameObservation seen, Predicate<OwnerName> target) {
    return seen.authoritative().stream()
        .flatMap(CnameReading::cnames)
        .anyMatch(one -> target.test(target(one)));
  }

  /** Reads the CNAME records of a name server; one that has none gives nothing. */
  static Stream<DnsRecord> cnames(DnsAnswer answer) {
    return answer instanceof DnsAnswer.Records records
        // Further ones are those of a chain inside the owner's zone.
        ? records.of(RecordType.CNAME).stream().limit(1)
        : Stream.empty();
  }

  static OwnerName target(DnsRecord cname) {
    return ((RecordData.Name) cname.data()).name();
  }

  private static Duration ttl(List<DnsRecord> records) {
    return records.stream().map(DnsRecord::ttl).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static CnameReading chain(
      CnameObservation seen, List<DnsRecord> records, OwnerName through) {
    Finding finding = finding(FindingCode.CNAME_CHAIN, seen, found(seen.authoritative()));
    return new CnameReading(State.SEEN, ttl(records), Optional.of(through), List.of(finding));
  }

  private static CnameReading wrong(CnameObservation seen, OwnerName target) {
    boolean wildcard =
        seen.sibling().stream()
            .flatMap(CnameReading::cnames)
            .anyMatch(one -> target(one).equals(target));
    FindingCode code =
        target.value().startsWith(seen.expected().value() + ".")
            ? FindingCode.CNAME_DOUBLED_SUFFIX
            : wildcard ? FindingCode.WILDCARD_NOT_DELEGATION : FindingCode.CNAME_OTHER_TARGET;
    return new CnameReading(
        State.WRONG,
        Duration.ZERO,
        Optional.of(target),
        List.of(finding(code, seen, found(seen.authoritative()))));
  }

  private static CnameReading missing(CnameObservation seen) {
    Optional<Finding> instead = instead(seen);
    if (instead.isPresent()) {
      return new CnameReading(State.WRONG, Duration.ZERO, Optional.empty(), List.of(instead.get()));
    }
    Finding finding = finding(FindingCode.CNAME_MISSING, seen, found(seen.authoritative()));
    return new CnameReading(
        State.NOT_SEEN,
        Duration.ZERO,
        Optional.empty(),
        // What is only missing is waited for.
        List.of(finding.as(Severity.WARNING)));
  }

  private static CnameReading notEverywhere(CnameObservation seen) {
    Finding finding =
        finding(FindingCode.CNAME_MISSING, seen, found(seen.authoritative()))
            .as(Severity.WARNING)
            .advising(
                "Wait until all name servers of your zone answer the record, and ask your DNS"
                    + " provider if it takes long: some do, and some do not yet.");
    return new CnameReading(State.NOT_SEEN, Duration.ZERO, Optional.empty(), List.of(finding));
  }

  private static Optional<Finding> instead(CnameObservation seen) {
    List<DnsAnswer> others =
        seen.instead().stream().filter(DnsAnswer.Records.class::isInstance).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    List<Found> found = found(others);
    boolean wildcard = seen.sibling().stream().anyMatch(DnsAnswer.Records.class::isInstance);
    long texts =
        others.stream()
            .map(DnsAnswer.Records.class::cast)
            .mapToLong(
                one -> one.data(RecordData.Text.class).filter(CnameReading::isPolicy).count())
            .max()
            .orElse(0);
    boolean text =
        others.stream()
            .map(DnsAnswer.Records.class::cast)
            .anyMatch(one -> !one.of(RecordType.TXT).isEmpty());
    FindingCode code =
        wildcard
            ? FindingCode.WILDCARD_NOT_DELEGATION
            : texts > 1
                ? FindingCode.TXT_SEVERAL
                : text ? FindingCode.TXT_LEFTOVER : FindingCode.ADDRESS_INSTEAD_OF_CNAME;
    return Optional.of(finding(code, seen, found));
  }

  /** Senders discard other records first (RFC 8461, section 3.1). */
  private static boolean isPolicy(RecordData.Text text) {
    return text.joined().startsWith("v=STSv1");
  }

  /** The owner's name servers have the record, and a resolver remembers that it was not there. */
  private static List<Finding> cached(CnameObservation seen) {
    List<DnsAnswer> behind =
        seen.resolver().stream()
            .filter(one -> one instanceof DnsAnswer.NoName || one instanceof DnsAnswer.NoData)
            .filter(one -> CnameChain.aliases(one).isEmpty())
            .toList();
    return behind.isEmpty()
        ? List.of()
        : List.of(finding(FindingCode.NEGATIVE_ANSWER_CACHED, seen, found(behind)));
  }

  private static Finding silent(CnameObservation seen) {
    List<DnsAnswer> all = new ArrayList<>(seen.authoritative());
    all.addAll(seen.resolver());
    Finding finding = finding(FindingCode.ZONE_NOT_RESOLVING, seen, found(all));
    // Where resolvers say nothing at all, it may be their fault, or that of the way to them.
    boolean nothingHeard =
        all.stream()
            .allMatch(
                one ->
                    one.isBecause(DnsAnswer.Reason.TIMED_OUT)
                        || one.isBecause(DnsAnswer.Reason.UNREACHABLE));
    return nothingHeard ? finding.as(Severity.WARNING) : finding;
  }

  private static Finding finding(FindingCode code, CnameObservation seen, List<Found> found) {
    return Finding.of(code, seen.name().value(), seen.expected().value() + ".", found);
  }

  static List<Found> found(List<DnsAnswer> answers) {
    return answers.stream().map(CnameReading::found).toList();
  }

  private static Found found(DnsAnswer answer) {
    return FoundInDns.of(answer);
  }
}
