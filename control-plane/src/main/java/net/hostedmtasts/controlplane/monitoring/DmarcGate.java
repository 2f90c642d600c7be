package net.hostedmtasts.controlplane.monitoring;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import net.hostedmtasts.controlplane.check.CheckSettings;
import net.hostedmtasts.controlplane.dmarc.DmarcAnswer;
import net.hostedmtasts.controlplane.dmarc.DmarcFindings;
import net.hostedmtasts.controlplane.dmarc.DmarcLookup;
import net.hostedmtasts.controlplane.dmarc.DmarcSettings;
import net.hostedmtasts.controlplane.dmarc.DmarcState;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.recent.RecentAnswers;

/** Lets a domain have an MTA-STS policy only where somebody reads its DMARC reports. */
@ApplicationScoped
public class DmarcGate {
  private static final int QUESTIONS = 20;
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final DmarcLookup lookup;
  private final DmarcSettings settings;
  private final RecentAnswers<DmarcAnswer> recent;

  DmarcGate(DmarcLookup lookup, DmarcSettings settings, CheckSettings checks, Vertx vertx) {
    this.lookup = lookup;
    this.settings = settings;
    this.recent = new RecentAnswers<>(vertx, checks.askedAtMostEach());
  }

  /**
   * Refuses to enable a domain that is not monitored. The gate guards enabling alone: losing DMARC
   * later never stops a policy.
   */
  public Uni<Void> requireOpen(HostedDomain domain) {
    boolean enables = domain.status() == DomainStatus.INACTIVE;
    if (!enables || settings.gate() == DmarcSettings.Gate.OFF) {
      return Uni.createFrom().voidItem();
    }
    return look(domain)
        .invoke(
            answer -> {
              DmarcState state = DmarcState.of(domain.dmarcMonitoring(), answer, settings.intake());
              if (!settings.opens(state)) {
                throw closed(domain, state, answer);
              }
            })
        .replaceWithVoid();
  }

  private Refused closed(HostedDomain domain, DmarcState state, DmarcAnswer answer) {
    String setting = "/api/v1/domains/" + domain.domain().value() + "/dmarc-monitoring";
    String todo =
        state == DmarcState.OFF
            ? "Switch DMARC monitoring on first: PUT " + setting + " with {\"enabled\": true}."
            : "DMARC monitoring is switched on and still waits for its record, which GET "
                + setting
                + " shows.";
    return new Refused(Reason.DMARC_MONITORING_REQUIRED, todo)
        .with("setting", setting)
        .with("findings", DmarcFindings.of(domain.domain(), answer, settings.intake()));
  }

  /** The record as it is now, or was a moment ago. */
  Uni<DmarcAnswer> look(HostedDomain domain) {
    return recent.of(
        domain.domain().name(),
        () -> lookup.find(domain.domain(), new Budget(0, 0, QUESTIONS, LONGEST)));
  }
}
