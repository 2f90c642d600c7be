package net.hostedmtasts.controlplane.world;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import net.hostedmtasts.controlplane.certificate.order.TestOrders;
import net.hostedmtasts.controlplane.check.DomainCheck;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.version.ConfigurationVersion;
import net.hostedmtasts.standalone.Database;
import org.hibernate.boot.MetadataSources;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;

/** A real database as the beans of hosted domains use it. */
public final class Connections implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String AUDIT_ENTRY = "net.hostedmtasts.controlplane.audit.AuditEntry";

  private final Vertx vertx = Vertx.vertx();
  private final Mutiny.SessionFactory sessions;
  private final Pool pool;

  public Connections(Database database) {
    this.sessions = sessions(database, vertx);
    this.pool =
        Pool.newInstance(
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(2))
                .connectingTo(
                    PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.user())
                        .setPassword(database.password()))
                .using(vertx)
                .build());
  }

  public Vertx vertx() {
    return vertx;
  }

  public Mutiny.SessionFactory sessions() {
    return sessions;
  }

  public Pool pool() {
    return pool;
  }

  /** Works in one transaction, and waits. */
  public <T> T ask(Function<Mutiny.Session, Uni<T>> work) {
    return run(() -> sessions.withTransaction(work));
  }

  /** Works on a context of its own, and waits. */
  public <T> T run(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(work::get)
        .runSubscriptionOn(task -> ownContext().runOnContext(nothing -> task.run()))
        .await()
        .atMost(LIMIT);
  }

  public void execute(String sql) {
    run(() -> pool.query(sql).execute());
  }

  private Context ownContext() {
    Context context =
        VertxContext.createNewDuplicatedContext(((VertxInternal) vertx).createEventLoopContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    return context;
  }

  @Override
  public void close() {
    sessions.close();
    pool.closeAndAwait();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Mutiny.SessionFactory sessions(Database database, Vertx vertx) {
    Configuration configuration =
        new Configuration(
                new MetadataSources()
                    .addAnnotatedClassName(AUDIT_ENTRY)
                    .addAnnotatedClassName(TestOrders.ENTITY))
            .addAnnotatedClass(HostedDomain.class)
            .addAnnotatedClass(Publication.class)
            .addAnnotatedClass(DomainCheck.class)
            .addAnnotatedClass(ConfigurationVersion.class)
            .setProperty("jakarta.persistence.jdbc.url", database.jdbcUrl())
            .setProperty("jakarta.persistence.jdbc.user", database.user())
            .setProperty("jakarta.persistence.jdbc.password", database.password())
            .setProperty("hibernate.connection.pool_size", "4")
            .setProperty(
                "hibernate.physical_naming_strategy",
                "org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy");
    return configuration
        .buildSessionFactory(
            new ReactiveServiceRegistryBuilder()
                .applySettings(configuration.getProperties())
                .addService(VertxInstance.class, (VertxInstance) () -> vertx)
                .build())
        .unwrap(Mutiny.SessionFactory.class);
  }
}
