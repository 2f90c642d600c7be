package net.hostedmtasts.controlplane.dnshost;

import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * Where the owner of a domain sets records.
 *
 * @param zone the zone that holds the domain; null where no resolver told one
 * @param nameServers of the zone
 * @param host who runs them; null where that is not known
 * @param hints what to mind there
 */
public record DnsHostView(
    @Nullable DomainName zone,
    List<DomainName> nameServers,
    @Nullable HostView host,
    List<HintView> hints) {

  /** A company that runs name servers for others, by a stable id. */
  public record HostView(String id, String name) {}

  /** A stable code, and a sentence for the owner. */
  public record HintView(String code, String advice) {}

  static DnsHostView unknown() {
    return new DnsHostView(null, List.of(), null, List.of(hint(Hint.RELATIVE_NAME)));
  }

  static DnsHostView of(DomainName zone, List<DomainName> nameServers) {
    DnsHost host = DnsHost.of(nameServers).orElse(null);
    return new DnsHostView(
        zone,
        nameServers,
        host == null ? null : new HostView(host.id(), host.name()),
        Stream.concat(
                Stream.of(Hint.RELATIVE_NAME),
                host == null ? Stream.empty() : host.hints().stream())
            .map(DnsHostView::hint)
            .toList());
  }

  private static HintView hint(Hint hint) {
    return new HintView(hint.code(), hint.advice());
  }
}
