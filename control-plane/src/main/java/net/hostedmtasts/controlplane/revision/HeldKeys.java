package net.hostedmtasts.controlplane.revision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keys that are not published until a person decides. */
@ApplicationScoped
public class HeldKeys {

  HeldKeys() {}

  /** Whether any key of a domain is held, because the database is an older copy of itself. */
  public Uni<Boolean> anyOf(Mutiny.Session session, UUID domain) {
    return session
        .createNativeQuery(
            "select count(*) from held_key h join publication p using (topic, key) where p.domain_id = :domain",
            Long.class)
        .setParameter("domain", domain)
        .getSingleResult()
        .map(held -> held > 0);
  }
}
