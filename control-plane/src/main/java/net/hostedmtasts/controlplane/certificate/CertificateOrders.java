package net.hostedmtasts.controlplane.certificate;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.SealedKey;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The orders on their way. Leases end by the database's clock, so that instances need not agree on
 * the time.
 */
@Singleton
final class CertificateOrders {
  private final Duration lease;

  CertificateOrders(CertificateSettings settings) {
    this.lease = settings.orderLease();
  }

  /**
   * Takes the order of a host for one attempt; empty while another attempt holds it.
   *
   * @param request with {@code key}: used for a new order, ignored where one waits to be gone on
   *     with
   */
  Uni<Optional<CertificateOrder>> claim(
      Mutiny.Session session, CertificateRequest request, SealedKey key) {
    return session
        .createNativeQuery(
            "insert into certificate_order as known (policy_host, request, sealed_key, key_id,"
                + " fence, leased_until, created_at)"
                + " values (:host, :request, :key, :keyId, 1,"
                + " now() + make_interval(secs => :lease), now())"
                + " on conflict (policy_host) do update set fence = known.fence + 1,"
                + " leased_until = excluded.leased_until where known.leased_until <= now()"
                + " returning fence",
            Long.class)
        .setParameter("host", request.host().value())
        .setParameter("request", request.der())
        .setParameter("key", key.ciphertext())
        .setParameter("keyId", key.keyId())
        .setParameter("lease", (double) lease.toSeconds())
        .getResultList()
        .chain(
            taken ->
                taken.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : find(session, request.host()));
  }

  /** Ends an attempt and removes the order; false where the attempt had lost its lease. */
  Uni<Boolean> finish(Mutiny.Session session, CertificateOrder order) {
    return session
        .createMutationQuery("delete from CertificateOrder where host = :host and fence = :fence")
        .setParameter("host", order.host().value())
        .setParameter("fence", order.fence())
        .executeUpdate()
        .map(removed -> removed == 1);
  }

  /** Ends a failed attempt: the next may begin at once. */
  Uni<Void> release(Mutiny.Session session, CertificateOrder order) {
    return session
        .createNativeQuery(
            "update certificate_order set leased_until = now()"
                + " where policy_host = :host and fence = :fence")
        .setParameter("host", order.host().value())
        .setParameter("fence", order.fence())
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Optional<CertificateOrder>> find(Mutiny.Session session, PolicyHost host) {
    return session.find(CertificateOrder.class, host.value()).map(Optional::of);
  }
}
