package net.hostedmtasts.controlplane.mx;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.MxAnswer;
import net.hostedmtasts.controlplane.dns.MxHost;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.DomainName;

/**
 * What one server says about who takes a domain's mail.
 *
 * @param ttl how long others may go on using it; zero where that is not known
 */
public record MxSaid(String server, Instant at, MxAnswer answer, Duration ttl) {
  private static final int MOST_RECORDS = 100;
  // One that has a single label can stand in no policy: no public authority certifies it.
  private static final int FEWEST_LABELS = 2;

  /** Reads the answer to a question for the MX records of a domain. */
  public static MxSaid of(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Records found) {
      return found(found);
    }
    if (answer instanceof DnsAnswer.NoData nothing) {
      return said(answer, new MxAnswer.NoRecords(), nothing.negativeTtl());
    }
    if (answer instanceof DnsAnswer.NoName nothing) {
      return said(answer, new MxAnswer.NoSuchDomain(), nothing.negativeTtl());
    }
    DnsAnswer.NoAnswer failed = (DnsAnswer.NoAnswer) answer;
    return said(answer, new MxAnswer.Failed(Unanswered.text(failed)), Optional.empty());
  }

  /** Whether anything is known from it. */
  boolean answered() {
    return !(answer instanceof MxAnswer.Failed);
  }

  /** The hosts that MX records name and that a policy can list. */
  Set<DomainName> hosts() {
    return answer instanceof MxAnswer.Hosts found
        ? found.hosts().stream()
            .map(MxHost::name)
            .filter(name -> name.labels().size() >= FEWEST_LABELS)
            .collect(Collectors.toCollection(LinkedHashSet::new))
        : Set.of();
  }

  boolean namesHosts() {
    return !hosts().isEmpty();
  }

  /** As evidence in a finding. */
  Found found() {
    return new Found(text(), server, at, ttl.isZero() ? null : ttl);
  }

  private String text() {
    if (answer instanceof MxAnswer.Hosts found) {
      return found.hosts().stream()
          .map(host -> host.preference() + " " + host.name())
          .collect(Collectors.joining(", "));
    }
    if (answer instanceof MxAnswer.NullMx) {
      return "0 .";
    }
    if (answer instanceof MxAnswer.NoSuchDomain) {
      return "no such name";
    }
    return answer instanceof MxAnswer.Failed failed ? failed.reason() : "no MX record";
  }

  private static MxSaid found(DnsAnswer.Records found) {
    List<DnsRecord> records = found.of(RecordType.MX);
    Optional<Duration> ttl = records.stream().map(DnsRecord::ttl).max(Duration::compareTo);
    return said(found, answer(records), ttl);
  }

  private static MxAnswer answer(List<DnsRecord> records) {
    if (records.isEmpty()) {
      return new MxAnswer.Failed("an alias whose target this server does not know");
    }
    if (records.size() > MOST_RECORDS) {
      return new MxAnswer.Failed("more than " + MOST_RECORDS + " MX records");
    }
    List<MxHost> hosts = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (DnsRecord record : records) {
      RecordData.Mx mx = (RecordData.Mx) record.data();
      if (mx.host().isRoot() && records.size() == 1) {
        return new MxAnswer.NullMx();
      }
      mx.host()
          .host()
          .ifPresentOrElse(
              name -> hosts.add(new MxHost(mx.preference(), name)),
              () -> unusable.add(mx.host().value()));
    }
    return hosts.isEmpty()
        ? new MxAnswer.Failed("no MX record names a host: " + String.join(", ", unusable))
        : new MxAnswer.Hosts(hosts, unusable);
  }

  private static MxSaid said(DnsAnswer by, MxAnswer answer, Optional<Duration> ttl) {
    return new MxSaid(by.server(), by.at(), answer, ttl.orElse(Duration.ZERO));
  }
}
