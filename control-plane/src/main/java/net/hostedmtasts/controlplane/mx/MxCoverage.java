package net.hostedmtasts.controlplane.mx;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.MxPattern;

/** Which live MX hosts the patterns of a policy cover, by RFC 8461, section 4.1, and no wider. */
public record MxCoverage(List<MxPattern> patterns, List<Host> hosts) {

  /**
   * A live MX host.
   *
   * @param by the first pattern that covers it; empty: senders that enforce the policy refuse it
   * @param provider whose host it is, as far as its name tells
   */
  public record Host(DomainName name, Optional<MxPattern> by, Optional<MailProvider> provider) {

    public boolean covered() {
      return by.isPresent();
    }

    /** The pattern to put into a policy for it. */
    public MxPattern fitting() {
      return provider.map(known -> known.pattern(name)).orElseGet(() -> MxPattern.of(name));
    }
  }

  public MxCoverage {
    patterns = List.copyOf(patterns);
    hosts = List.copyOf(hosts);
  }

  public static MxCoverage of(Collection<MxPattern> patterns, Collection<DomainName> live) {
    return new MxCoverage(
        List.copyOf(patterns),
        live.stream()
            .map(
                host ->
                    new Host(
                        host,
                        patterns.stream().filter(pattern -> pattern.covers(host)).findFirst(),
                        MailProvider.of(host)))
            .toList());
  }

  /** The live hosts that no pattern covers. */
  public List<Host> uncovered() {
    return hosts.stream().filter(host -> !host.covered()).toList();
  }

  /** The patterns that cover no live host. */
  public List<MxPattern> unused() {
    return patterns.stream()
        .filter(pattern -> hosts.stream().noneMatch(host -> pattern.covers(host.name())))
        .toList();
  }
}
