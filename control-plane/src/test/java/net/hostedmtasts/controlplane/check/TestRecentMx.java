package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Vetoed;
import java.util.function.Supplier;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.DomainName;

/** Remembers nothing, and lets something happen while somebody waits for the answer. */
@Vetoed
final class TestRecentMx extends RecentMx {
  private final MxHosts mx;
  private Supplier<Uni<?>> meanwhile = () -> Uni.createFrom().voidItem();

  TestRecentMx(MxHosts mx, CheckSettings settings, Vertx vertx) {
    super(mx, settings, vertx);
    this.mx = mx;
  }

  void meanwhile(Supplier<Uni<?>> happens) {
    meanwhile = happens;
  }

  @Override
  public Uni<MxSeen> look(DomainName domain) {
    return meanwhile.get().chain(() -> mx.look(domain, Budget.ofOneCheck()));
  }
}
