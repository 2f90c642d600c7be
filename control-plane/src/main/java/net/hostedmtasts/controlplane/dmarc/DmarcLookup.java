package net.hostedmtasts.controlplane.dmarc;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.PolicyDomain;

/** Finds the DMARC record that counts for a domain. */
@ApplicationScoped
public class DmarcLookup {
  private static final String LABEL = "_dmarc";

  private final DnsLookup dns;

  DmarcLookup(DnsLookup dns) {
    this.dns = dns;
  }

  /** Asks at most eight names, one after the other. Never fails: no answer is an answer too. */
  public Uni<DmarcAnswer> find(PolicyDomain domain, Budget budget) {
    return walk(new TreeWalk(domain.name()), budget);
  }

  /** Where the record of a domain is. */
  static OwnerName owner(DomainName domain) {
    return OwnerName.of(domain).child(LABEL);
  }

  private Uni<DmarcAnswer> walk(TreeWalk walk, Budget budget) {
    return walk.next()
        .map(at -> dns.resolve(new Question(owner(at), RecordType.TXT), budget))
        .map(asked -> asked.chain(answer -> step(walk, answer, budget)))
        .orElseGet(() -> Uni.createFrom().item(walk.answer()));
  }

  private Uni<DmarcAnswer> step(TreeWalk walk, DnsAnswer answer, Budget budget) {
    if (answer instanceof DnsAnswer.NoAnswer failed && walk.needs()) {
      return Uni.createFrom().item(new DmarcAnswer.Failed(List.of(failed(failed))));
    }
    List<DnsRecord> texts =
        answer instanceof DnsAnswer.Records found ? found.of(RecordType.TXT) : List.of();
    walk.found(
        DmarcRecord.only(texts.stream().map(record -> record.data().text()).toList()),
        texts.isEmpty()
            ? List.of(nothing(answer))
            : texts.stream()
                .map(
                    record ->
                        new Found(record.data().text(), answer.server(), answer.at(), record.ttl()))
                .toList());
    return walk(walk, budget);
  }

  private static Found nothing(DnsAnswer answer) {
    Optional<Duration> ttl = Optional.empty();
    if (answer instanceof DnsAnswer.NoAnswer failed) {
      return failed(failed);
    }
    if (answer instanceof DnsAnswer.NoData nothing) {
      ttl = nothing.negativeTtl();
    } else if (answer instanceof DnsAnswer.NoName nothing) {
      ttl = nothing.negativeTtl();
    }
    return new Found("", answer.server(), answer.at(), ttl.orElse(null));
  }

  private static Found failed(DnsAnswer.NoAnswer failed) {
    String why =
        failed
            .code()
            .orElseGet(() -> failed.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    return Found.at(failed.at(), failed.server(), why);
  }
}
