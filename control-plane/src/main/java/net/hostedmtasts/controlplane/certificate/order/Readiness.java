package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * What has to be so before an authority is asked or told anything. All fail with {@link NotYet}
 * where something has to be waited for, and with {@link
 * net.hostedmtasts.controlplane.certificate.NotIssued} where the authority would refuse. What is
 * gone on without, an owner is told: findings are answered.
 */
public interface Readiness {
  /**
   * Before a new order: every edge answers CAA records that let the authority sign.
   *
   * @param dueAt since when the certificate is wanted
   */
  Uni<List<Finding>> recordsShown(
      CertificateAuthority authority, CertifiedHost host, Instant dueAt);

  /** Before a new order: the host leads somewhere, and nothing that is seen there forbids it. */
  Uni<Void> mayOrder(CertificateAuthority authority, CertifiedHost host);

  /**
   * Before the authority is told to look for the challenge: every edge has it.
   *
   * @param dueAt since when the certificate is wanted
   */
  Uni<List<Finding>> given(
      CertificateAuthority authority, CertifiedHost host, Instant dueAt, Challenge challenge);

  /** Before the authority is told to look: the challenge is answered, as seen from outside. */
  Uni<Void> answered(CertifiedHost host, Challenge challenge);
}
