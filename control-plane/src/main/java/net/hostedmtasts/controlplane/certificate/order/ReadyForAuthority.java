package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/** Looks at limits, CAA records, edges and the host itself before an authority does. */
@ApplicationScoped
class ReadyForAuthority implements Readiness {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CaaRecords caa;
  private final FromOutside outside;
  private final EveryEdge edges;
  private final AuthorityUse use;
  private final Clock clock;

  ReadyForAuthority(
      CaaRecords caa, FromOutside outside, EveryEdge edges, AuthorityUse use, Clock clock) {
    this.caa = caa;
    this.outside = outside;
    this.edges = edges;
    this.use = use;
    this.clock = clock;
  }

  @Override
  public Uni<Void> toOrder(CertificateAuthority authority, PolicyHost host) {
    return authority
        .limits()
        .map(
            limits ->
                caa.shown(host, authority.caaIssue())
                    .chain(() -> outside.beforeOrder(host, authority.caaIssue()))
                    .chain(() -> use.requireRoom(authority.name(), limits, host)))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  @Override
  public Uni<Void> toBeLookedAt(PolicyHost host, Instant dueAt, Challenge challenge) {
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
