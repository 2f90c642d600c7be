package net.hostedmtasts.controlplane.certificate.readiness;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.certificate.order.NotYet;
import net.hostedmtasts.controlplane.certificate.order.Readiness;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.policy.ServiceHost;

/** Looks at CAA records, edges and the host itself before an authority does. */
@ApplicationScoped
class ReadyForAuthority implements Readiness {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CaaRecords caa;
  private final FromOutside outside;
  private final EveryEdge edges;
  private final SilentWait wait;
  private final OwnChallenges own;
  private final Clock clock;

  ReadyForAuthority(
      CaaRecords caa,
      FromOutside outside,
      EveryEdge edges,
      SilentWait wait,
      OwnChallenges own,
      Clock clock) {
    this.caa = caa;
    this.outside = outside;
    this.edges = edges;
    this.wait = wait;
    this.own = own;
    this.clock = clock;
  }

  @Override
  public Uni<List<Finding>> recordsShown(
      CertificateAuthority authority, CertifiedHost host, Instant dueAt) {
    // CAA records of the service's own names are their owner's.
    if (signsHere(authority) || !(host instanceof PolicyHost policyHost)) {
      return Uni.createFrom().item(List.of());
    }
    if (!authority.caaKnown()) {
      // What it lacks now may forbid the order: its account was forgotten a moment ago.
      Instant now = clock.instant();
      return Uni.createFrom()
          .failure(
              new NotYet(
                  EdgeFindings.waitsForAccount(host, authority.name(), now), now.plus(SOON)));
    }
    return wait.until(host, authority.name(), dueAt)
        .chain(silentUntil -> caa.shown(policyHost, authority.caaIssue(), silentUntil))
        .map(silent -> EdgeFindings.withoutSilent(host, silent, clock.instant()));
  }

  @Override
  public Uni<Void> mayOrder(CertificateAuthority authority, CertifiedHost host) {
    return signsHere(authority)
        ? Uni.createFrom().voidItem()
        : outside.beforeOrder(host, authority.caaIssue()).chain(() -> leadsToEdges(host));
  }

  /** A policy host's records lead to the edges, as its check has seen; a service's own name may. */
  private Uni<Void> leadsToEdges(CertifiedHost host) {
    return host instanceof ServiceHost serviceHost
        ? ownAnswered(serviceHost, own.of(serviceHost))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> ownAnswered(ServiceHost host, Challenge challenge) {
    return edges
        .await(host, Instant.EPOCH, challenge)
        .map(without -> requireThere(host, without))
        .chain(() -> answered(host, challenge))
        .onFailure(NotIssued.class)
        .transform(why -> OwnChallenges.leadsElsewhere(host, why));
  }

  /** It looks at nothing from outside. */
  private static boolean signsHere(CertificateAuthority authority) {
    return authority.limits().isEmpty();
  }

  @Override
  public Uni<List<Finding>> given(
      CertificateAuthority authority, CertifiedHost host, Instant dueAt, Challenge challenge) {
    return wait.until(host, authority.name(), dueAt)
        .chain(silentUntil -> edges.await(host, silentUntil, challenge))
        .map(without -> requireThere(host, without));
  }

  private List<Finding> requireThere(CertifiedHost host, Optional<List<String>> without) {
    Instant now = clock.instant();
    return EdgeFindings.withoutSilent(
        host,
        without.orElseThrow(() -> new NotYet(EdgeFindings.waits(host, now), now.plus(SOON))),
        now);
  }

  @Override
  public Uni<Void> answered(CertifiedHost host, Challenge challenge) {
    return outside.answers(host, challenge);
  }
}
