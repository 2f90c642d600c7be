package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.policy.ServiceHost;

/** Looks at limits, CAA records, edges and the host itself before an authority does. */
@ApplicationScoped
class ReadyForAuthority implements Readiness {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CaaRecords caa;
  private final FromOutside outside;
  private final EveryEdge edges;
  private final AuthorityUse use;
  private final OwnChallenges own;
  private final Clock clock;

  ReadyForAuthority(
      CaaRecords caa,
      FromOutside outside,
      EveryEdge edges,
      AuthorityUse use,
      OwnChallenges own,
      Clock clock) {
    this.caa = caa;
    this.outside = outside;
    this.edges = edges;
    this.use = use;
    this.own = own;
    this.clock = clock;
  }

  @Override
  public Uni<Void> toOrder(CertificateAuthority authority, CertifiedHost host) {
    return authority
        .limits()
        .map(
            limits ->
                caaShown(host, authority)
                    .chain(() -> outside.beforeOrder(host, authority.caaIssue()))
                    .chain(() -> use.requireRoom(authority.name(), limits, host))
                    .chain(() -> leadsToEdges(host)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Records of the service's own names are their owner's. */
  private Uni<Void> caaShown(CertifiedHost host, CertificateAuthority authority) {
    return host instanceof PolicyHost policyHost
        ? caa.shown(policyHost, authority.caaIssue())
        : Uni.createFrom().voidItem();
  }

  /** A policy host's records lead to the edges, as its check has seen; a service's own name may. */
  private Uni<Void> leadsToEdges(CertifiedHost host) {
    return host instanceof ServiceHost serviceHost
        ? toBeLookedAt(serviceHost, Instant.EPOCH, own.of(serviceHost))
            .onFailure(NotIssued.class)
            .transform(why -> OwnChallenges.leadsElsewhere(serviceHost, why))
        : Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Void> toBeLookedAt(CertifiedHost host, Instant dueAt, Challenge challenge) {
    return edges
        .await(host, dueAt, challenge)
        .invoke(
            there -> {
              if (!there) {
                Instant now = clock.instant();
                throw new NotYet(OrderFindings.waitsForEdges(host, now), now.plus(SOON));
              }
            })
        .chain(
            () ->
                challenge.isHttp()
                    ? outside.answers(host, challenge)
                    // An edge that has a TLS-ALPN-01 challenge answers it where policies are
                    // fetched, which checks look at all the time.
                    : Uni.createFrom().voidItem());
  }
}
