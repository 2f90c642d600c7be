package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The id that tells this database and its copies from every other installation's. */
@ApplicationScoped
class Installation {
  private final Pool pool;
  private volatile @Nullable String id;

  Installation(Pool pool) {
    this.pool = pool;
  }

  Uni<String> id() {
    String known = id;
    if (known != null) {
      return Uni.createFrom().item(known);
    }
    return pool.query("select id from installation")
        .execute()
        .map(rows -> rows.iterator().next().getUUID("id").toString())
        .invoke(read -> id = read);
  }
}
