package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * What has to be so before an authority is asked or told anything. Both fail with {@link NotYet}
 * where something has to be waited for, and with {@link
 * net.hostedmtasts.controlplane.certificate.NotIssued} where the authority would refuse.
 */
interface Readiness {
  /** Before a new order. */
  Uni<Void> toOrder(CertificateAuthority authority, CertifiedHost host);

  /**
   * Before the authority is told to look for the challenge: every edge has it and answers it.
   *
   * @param dueAt since when the certificate is wanted
   */
  Uni<Void> toBeLookedAt(CertifiedHost host, Instant dueAt, Challenge challenge);
}
