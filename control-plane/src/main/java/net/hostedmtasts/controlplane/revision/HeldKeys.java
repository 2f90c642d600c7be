package net.hostedmtasts.controlplane.revision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keys that are not published until a person decides. */
@ApplicationScoped
public class HeldKeys {

  HeldKeys() {}

  /**
   * Whether a domain's policy or TXT record is held, because the database is an older copy of
   * itself. Its certificate does not count: the newer one in the topic serves as well, until it is
   * renewed.
   */
  public Uni<Boolean> anyOf(Mutiny.Session session, UUID domain) {
    return session
        .createNativeQuery(
            "select count(*) from held_key h join publication p using (topic, key)"
                + " where p.domain_id = :domain and h.topic <> :certificates",
            Long.class)
        .setParameter("certificates", PublishedTopic.CERTIFICATES.topicName())
        .setParameter("domain", domain)
        .getSingleResult()
        .map(held -> held > 0);
  }
}
