package net.hostedmtasts.controlplane.world;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import net.hostedmtasts.standalone.Database;

/**
 * Connections of one instance whose {@code now()} is a test's clock: a function of this name in a
 * schema that is looked into first.
 */
public final class ClockedPool implements AutoCloseable {
  private final Pool pool;
  private final Clock clock;

  public ClockedPool(Database database, Vertx vertx, Clock clock) {
    this.clock = clock;
    this.pool =
        Pool.newInstance(
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(
                    PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.user())
                        .setPassword(database.password())
                        .addProperty("search_path", "clocked,pg_catalog,public"))
                .using(vertx)
                .build());
    execute("create schema if not exists clocked");
    execute("create table if not exists clocked.clock (at timestamptz not null)");
    execute(
        "create or replace function clocked.now() returns timestamptz language sql stable"
            + " as 'select at from clocked.clock'");
    execute("delete from clocked.clock");
    execute("insert into clocked.clock values ('" + now() + "')");
  }

  /** For the beans of the instance. */
  public Pool pool() {
    return pool;
  }

  /** Works at the time of the clock. */
  public <T> T at(Supplier<T> work) {
    execute("update clocked.clock set at = '" + now() + "'");
    return work.get();
  }

  private Instant now() {
    return clock.instant();
  }

  private void execute(String sql) {
    pool.query(sql).executeAndAwait();
  }

  @Override
  public void close() {
    pool.closeAndAwait();
  }
}
