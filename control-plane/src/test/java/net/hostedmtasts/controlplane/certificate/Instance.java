package net.hostedmtasts.controlplane.certificate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.hostedmtasts.controlplane.certificate.local.LocalAuthorities;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.certificate.order.OrderProgress;
import net.hostedmtasts.controlplane.certificate.order.OrderStep;
import net.hostedmtasts.controlplane.certificate.order.TestOrders;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.EdgeSealing;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import net.hostedmtasts.standalone.Database;
import org.hibernate.boot.MetadataSources;
import org.hibernate.cfg.Configuration;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.provider.ReactiveServiceRegistryBuilder;
import org.hibernate.reactive.vertx.VertxInstance;

/**
 * The certificates of one control-plane: its own connections, threads and beans, on a shared
 * database.
 */
public final class Instance implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int KEY_AT_REST = 1;
  static final int EDGE_KEY = 2;

  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Certificates certificates;
  final CertificateRenderer renderer;
  private final Mutiny.SessionFactory database;
  private final KeyEncryption atRest;
  private final CertificateSettings settings;
  private final OwnTransaction transactions;
  private final MovableClock clock;
  private final Pool pool;

  /** An instance with the settings of tests and {@code more} of them. */
  public Instance(Database database, Path folder, MovableClock clock, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.putIfAbsent(
        "certificates.key-encryption-key-file", TestKeys.file(folder, KEY_AT_REST).toString());
    properties.putIfAbsent(
        "certificates.edge-key-file", TestKeys.file(folder, EDGE_KEY).toString());
    this.settings = Settings.of(properties);
    this.clock = clock;
    this.atRest = SealingKeys.atRest(settings);
    EdgeSealing forEdges = SealingKeys.forEdges(settings);
    this.database = sessionFactory(database, vertx);
    this.transactions = new OwnTransaction(this.database, vertx);
    this.certificates = new Certificates(clock);
    this.renderer = new CertificateRenderer(atRest, forEdges);
    this.pool =
        Pool.newInstance(
            PgBuilder.pool()
                .using(vertx)
                .connectingTo(
                    PgConnectOptions.fromUri(database.reactiveUrl())
                        .setUser(database.user())
                        .setPassword(database.password()))
                .build());
  }

  /** A local authority that has not started yet. */
  public CertificateAuthority localAuthority() {
    return LocalAuthorities.of(transactions, atRest, settings, clock);
  }

  /** A certificate that an authority signs at once, kept as the newest of its host. */
  public IssuedCertificate issue(CertificateAuthority authority, PolicyHost host) {
    NewKey key = NewKey.of(host, atRest);
    OrderStep step =
        authority
            .step(
                new OrderProgress(
                    key.request(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    0))
            .await()
            .atMost(LIMIT);
    CertificateChain chain = ((OrderStep.Issued) step).chain();
    Instant now = clock.instant();
    Instant renewAt = RenewalTime.of(now, chain.leaf().getNotAfter().toInstant(), 0);
    IssuedCertificate issued =
        new IssuedCertificate(host, chain, key.key(), authority.name(), now, renewAt);
    return ask(session -> certificates.add(session, issued));
  }

  /** Where secrets are kept, sealed with {@code keys}. */
  public static List<SealedRows> sealedRows(KeyEncryption keys) {
    return List.of(
        SealedHostKeys.ofCertificates(keys),
        SealedHostKeys.ofOrders(keys),
        LocalAuthorities.rows(keys));
  }

  public Vertx vertx() {
    return vertx;
  }

  public ServiceHosts serviceHosts() {
    return new ServiceHosts(settings);
  }

  public OwnTransaction transactions() {
    return transactions;
  }

  public KeyEncryption atRest() {
    return atRest;
  }

  public Certificates certificates() {
    return certificates;
  }

  public CertificateRenderer renderer() {
    return renderer;
  }

  public MovableClock clock() {
    return clock;
  }

  public SimpleMeterRegistry metrics() {
    return metrics;
  }

  /** Connections to the same database, without Hibernate. */
  public Pool pool() {
    return pool;
  }

  /** Asks the database, and waits. */
  public <T> T ask(Function<Mutiny.Session, Uni<T>> work) {
    return transactions.run(work).await().atMost(LIMIT);
  }

  public long count(String table) {
    return ask(
        session ->
            session
                .createNativeQuery("select count(*) from " + table, Long.class)
                .getSingleResult());
  }

  public int execute(String sql) {
    return ask(session -> session.createNativeQuery(sql).executeUpdate());
  }

  @Override
  public void close() {
    pool.closeAndAwait();
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Mutiny.SessionFactory sessionFactory(Database database, Vertx vertx) {
    Configuration configuration =
        new Configuration(
                new MetadataSources()
                    .addAnnotatedClassName(LocalAuthorities.ENTITY)
                    .addAnnotatedClassName(TestOrders.ENTITY))
            .addAnnotatedClass(IssuedCertificate.class)
            .setProperty("jakarta.persistence.jdbc.url", database.jdbcUrl())
            .setProperty("jakarta.persistence.jdbc.user", database.user())
            .setProperty("jakarta.persistence.jdbc.password", database.password());
    return configuration
        .buildSessionFactory(
            new ReactiveServiceRegistryBuilder()
                .applySettings(configuration.getProperties())
                .addService(VertxInstance.class, (VertxInstance) () -> vertx)
                .build())
        .unwrap(Mutiny.SessionFactory.class);
  }
}
