package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.finding.Found;

/** An answer of the DNS as a finding shows it. */
final class FoundInDns {
  private FoundInDns() {}

  static Found of(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Records records) {
      String value =
          records.records().stream()
              .map(one -> one.type() + " " + one.data().text())
              .collect(Collectors.joining(", "));
      Duration ttl =
          records.records().stream()
              .map(DnsRecord::ttl)
              .min(Duration::compareTo)
              .orElse(Duration.ZERO);
      return new Found(value, answer.server(), answer.at(), ttl);
    }
    if (answer instanceof DnsAnswer.NoData nothing) {
      return nothing(answer, "no record", nothing.negativeTtl());
    }
    if (answer instanceof DnsAnswer.NoName nothing) {
      return nothing(answer, "no such name (NXDOMAIN)", nothing.negativeTtl());
    }
    DnsAnswer.NoAnswer none = (DnsAnswer.NoAnswer) answer;
    String reason = none.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Found.at(
        answer.at(),
        answer.server(),
        none.detail().map(detail -> reason + ": " + detail).orElse(reason));
  }

  private static Found nothing(DnsAnswer answer, String value, Optional<Duration> ttl) {
    return new Found(value, answer.server(), answer.at(), ttl.orElse(null));
  }
}
