package net.hostedmtasts.controlplane.certificate;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.hibernate.reactive.mutiny.Mutiny;

/** The certificates issued so far; of a host's, the newest one in date is the current one. */
@Singleton
public final class Certificates {
  private final Clock clock;

  Certificates(Clock clock) {
    this.clock = clock;
  }

  /** What the edges are to serve for a host; empty where there is none in date. */
  public Uni<Optional<IssuedCertificate>> current(Mutiny.Session session, CertifiedHost host) {
    Instant now = clock.instant();
    return session
        .createSelectionQuery(
            "from IssuedCertificate where host = :host and notBefore <= :now and notAfter >= :now"
                + " order by createdAt desc, notAfter desc",
            IssuedCertificate.class)
        .setParameter("host", host)
        .setParameter("now", now)
        .setMaxResults(1)
        .getResultList()
        .map(found -> found.stream().findFirst());
  }

  /** The certificate of that id; empty where there is none. */
  public Uni<Optional<IssuedCertificate>> find(Mutiny.Session session, UUID id) {
    return session.find(IssuedCertificate.class, id).map(Optional::ofNullable);
  }

  /** The one that was issued last for a host, whatever its dates say. */
  public Uni<Optional<IssuedCertificate>> newest(Mutiny.Session session, CertifiedHost host) {
    return session
        .createSelectionQuery(
            "from IssuedCertificate where host = :host and newest", IssuedCertificate.class)
        .setParameter("host", host)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  /** Keeps a new certificate as the newest one of its host. */
  public Uni<IssuedCertificate> add(Mutiny.Session session, IssuedCertificate certificate) {
    return session
        .createMutationQuery(
            "update IssuedCertificate set newest = false where host = :host and newest")
        .setParameter("host", certificate.host())
        .executeUpdate()
        .call(() -> session.persist(certificate))
        .replaceWith(certificate);
  }
}
