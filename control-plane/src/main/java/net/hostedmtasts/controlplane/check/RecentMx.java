package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.recent.RecentAnswers;

/** The MX records of a domain for somebody who waits: looked at now, or a moment ago. */
@ApplicationScoped
public class RecentMx {
  /** Less than a check has: somebody waits for the answer. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int NAME_SERVERS = 8;
  private static final int ADDRESSES = 16;
  private static final int QUESTIONS = 60;

  private final MxHosts mx;
  private final RecentAnswers<MxSeen> recent;

  RecentMx(MxHosts mx, CheckSettings settings, Vertx vertx) {
    this.mx = mx;
    this.recent = new RecentAnswers<>(vertx, settings.askedAtMostEach());
  }

  /** What both sides say. Never fails. */
  public Uni<MxSeen> look(DomainName domain) {
    return recent.of(
        domain, () -> mx.look(domain, new Budget(NAME_SERVERS, ADDRESSES, QUESTIONS, LONGEST)));
  }
}
