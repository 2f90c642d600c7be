package net.hostedmtasts.controlplane.revision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

/** Every revision ever taken, with a name for its content. */
@ApplicationScoped
public class PublicationHistory {
  /** Names a content that this database does not know; it equals no other. */
  public static final String UNKNOWN = "unknown";

  PublicationHistory() {}

  /**
   * Two revisions with the same content have the same hash; {@link #UNKNOWN} for a revision never
   * taken.
   */
  public Uni<String> contentHash(Mutiny.Session session, PublicationKey key, long revision) {
    return session
        .createNativeQuery(
            "select content_hash from publication_history"
                + " where topic = :topic and key = :key and revision = :revision",
            String.class)
        .setParameter("topic", key.topic())
        .setParameter("key", key.key())
        .setParameter("revision", revision)
        .getSingleResultOrNull()
        .map(hash -> hash == null ? UNKNOWN : hash);
  }
}
