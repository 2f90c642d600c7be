package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.limit.AuthorityUse;
import net.hostedmtasts.controlplane.certificate.limit.UseOf;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.revision.Wake;
import org.jspecify.annotations.Nullable;

/** The orders of one instance, whose turns a test takes itself. */
public final class TestOrders {
  /** The entity's name, for a session factory. */
  public static final String ENTITY = CertificateOrder.class.getName();

  static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Instance instance;
  private final OrderSettings settings;
  final List<CertifiedHost> told = new CopyOnWriteArrayList<>();
  final List<Challenge> lookedAt = new CopyOnWriteArrayList<>();
  final List<Finding> without = new CopyOnWriteArrayList<>();
  final List<Optional<String>> caaSeen = new CopyOnWriteArrayList<>();
  final AtomicInteger lookedFromOutside = new AtomicInteger();
  volatile @Nullable RuntimeException notAnswered;
  volatile @Nullable RuntimeException notReadyToOrder;
  volatile @Nullable RuntimeException notReadyToBeLookedAt;

  /** With the usual settings and {@code more} of them. */
  public TestOrders(Instance instance, Map<String, String> more) {
    this.instance = instance;
    this.settings =
        new SmallRyeConfigBuilder()
            .withMapping(OrderSettings.class)
            .withSources(new PropertiesConfigSource(more, "test", 100))
            .build()
            .getConfigMapping(OrderSettings.class);
  }

  /** Takes an order in; the tenant of these tests has to be there. */
  public void want(CertifiedHost... hosts) {
    addTenant(TENANT);
    want(TENANT, hosts);
  }

  void want(UUID tenant, CertifiedHost... hosts) {
    Instant now = instance.clock().instant();
    orders()
        .want(List.of(hosts).stream().map(one -> new Orders.Wanted(one, tenant, now)).toList())
        .await()
        .atMost(LIMIT);
  }

  void addTenant(UUID tenant) {
    instance.execute(
        "insert into tenant (id, name, operator, created_at) values ('"
            + tenant
            + "', '"
            + tenant
            + "', false, now()) on conflict do nothing");
  }

  Orders orders() {
    return of(instance);
  }

  /** The orders of an instance, whose turns nobody takes. */
  public static Orders of(Instance instance) {
    return new Orders(instance.pool(), instance.clock());
  }

  List<ClaimedOrder> claim(int most) {
    return new DueOrders(instance.pool(), settings).claim(most).await().atMost(LIMIT);
  }

  /** Claims what is due by the database's clock, and takes one turn of each. */
  public void turn(CertificateAuthority... authorities) {
    claim(100).forEach(one -> take(one, authorities));
  }

  void take(ClaimedOrder claimed, CertificateAuthority... authorities) {
    turnOf(claimed, authorities).await().atMost(LIMIT);
  }

  Uni<Void> turnOf(ClaimedOrder claimed, CertificateAuthority... authorities) {
    Authorities all = new Authorities(List.of(authorities));
    OrderRows rows = new OrderRows(instance.transactions());
    AuthorityUse use = UseOf.instance(instance);
    OrderNews news =
        (session, host) -> {
          told.add(host);
          return Uni.createFrom().voidItem();
        };
    return new OrderTurn(
            rows,
            all,
            new OrderGate(rows, new Ready(), use, news, instance.clock(), instance.metrics()),
            use,
            instance.certificates(),
            new OrderFailures(
                rows,
                all,
                instance.certificates(),
                new BackOff(settings),
                news,
                instance.clock(),
                instance.metrics()),
            new RenewalSchedule(settings),
            instance.atRest(),
            new Wake(),
            instance.clock(),
            instance.metrics())
        .take(claimed);
  }

  CertificateOrder row(CertifiedHost host) {
    return instance.ask(session -> session.find(CertificateOrder.class, host.value()));
  }

  /** Makes everything due now, whatever its pause. */
  void hurry() {
    instance.execute("update certificate_order set next_at = now(), claimed_until = null");
  }

  private final class Ready implements Readiness {
    @Override
    public Uni<List<Finding>> recordsShown(
        CertificateAuthority authority, CertifiedHost host, Instant dueAt) {
      caaSeen.add(authority.caaIssue());
      return answer(notReadyToOrder).replaceWith(List.of());
    }

    @Override
    public Uni<Void> mayOrder(CertificateAuthority authority, CertifiedHost host) {
      lookedFromOutside.incrementAndGet();
      return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<List<Finding>> given(
        CertificateAuthority authority, CertifiedHost host, Instant dueAt, Challenge challenge) {
      return answer(notReadyToBeLookedAt).replaceWith(List.copyOf(without));
    }

    @Override
    public Uni<Void> answered(CertifiedHost host, Challenge challenge) {
      lookedAt.add(challenge);
      return answer(notAnswered);
    }

    private Uni<Void> answer(@Nullable RuntimeException failure) {
      return failure == null ? Uni.createFrom().voidItem() : Uni.createFrom().failure(failure);
    }
  }
}
