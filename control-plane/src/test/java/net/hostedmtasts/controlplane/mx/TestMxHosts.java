package net.hostedmtasts.controlplane.mx;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.policy.DomainName;

/** MX records that a test decides. */
@Vetoed
public final class TestMxHosts extends MxHosts {
  private MxSeen seen = new MxSeen(DomainName.parse("example.com"), List.of(), List.of());

  TestMxHosts(DnsLookup dns) {
    super(dns);
  }

  /** What is seen from now on. */
  public void see(MxSeen next) {
    seen = next;
  }

  @Override
  public Uni<MxSeen> look(DomainName domain, Budget budget) {
    return Uni.createFrom().item(seen);
  }
}
