package net.hostedmtasts.controlplane.certificate.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Issue 5: orders are fair between tenants, and position and reason are visible. */
class TenantsTurnTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  /** One tenant before and one behind in whatever order tenants are looked at. */
  private static final UUID LOW = UUID.fromString("00000000-0000-4000-8000-000000000002");

  private static final UUID BIG = UUID.fromString("80000000-0000-4000-8000-000000000000");
  private static final UUID HIGH = UUID.fromString("ffffffff-ffff-4fff-8fff-fffffffffffe");
  private static final PolicyHost OF_LOW = PolicyHost.parse("mta-sts.low.example.com");
  private static final PolicyHost OF_HIGH = PolicyHost.parse("mta-sts.high.example.com");

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Instance instance;
  private TestOrders orders;

  @BeforeEach
  void start() {
    clock.pass(Duration.between(clock.instant(), Instant.now()).minusSeconds(60));
    instance = new Instance(DATABASE.running(), folder, clock, Map.of());
    orders = new TestOrders(instance, Map.of());
    List.of(LOW, BIG, HIGH).forEach(orders::addTenant);
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void thousands_of_one_tenants_orders_delay_nobodys_first() {
    wantMany(5_000);
    assertThat(claim(3)).contains(OF_LOW, OF_HIGH);
  }

  @Test
  void the_position_behind_thousands_of_anothers_is_among_the_first() {
    wantMany(5_000);
    assertThat(position(OF_LOW).orElseThrow()).isLessThan(3);
    assertThat(position(OF_HIGH).orElseThrow()).isLessThan(3);
    assertThat(position(PolicyHost.parse("mta-sts.n50.big.example.com"))).contains(52L);
    assertThat(position(PolicyHost.parse("mta-sts.n500.big.example.com")))
        .as("far behind, by time alone")
        .contains(500L);
  }

  /** However few places are free: what a tenant has at work is what it has had. */
  @Test
  void who_has_orders_at_work_comes_after_who_has_none() {
    wantMany(100);
    assertThat(claim(1)).allMatch(one -> one.value().contains("big"));
    assertThat(List.of(claim(1).get(0), claim(1).get(0)))
        .containsExactlyInAnyOrder(OF_LOW, OF_HIGH);
  }

  /** Else thousands of orders would be begun before the first one is issued. */
  @Test
  void what_is_begun_comes_before_what_is_new_of_the_same_tenant() {
    wantMany(2_000);
    instance.execute(
        "update certificate_order set order_url = 'https://ca.example/1', next_at = now()"
            + " where policy_host = 'mta-sts.n1999.big.example.com'");
    assertThat(claim(3)).contains(PolicyHost.parse("mta-sts.n1999.big.example.com"));
  }

  @Test
  void hosts_of_the_service_take_their_turn_as_a_tenants() {
    wantMany(2_000);
    instance.execute(
        "insert into certificate_order (policy_host, due_at, next_at, created_at)"
            + " values ('mta-sts.own.example.com', now(), now(), now())");
    assertThat(claim(4)).contains(PolicyHost.parse("mta-sts.own.example.com"));
  }

  @Test
  void of_more_tenants_than_a_claim_looks_at_each_comes_on() {
    instance.execute(
        "insert into tenant (id, name, operator, created_at)"
            + " select gen_random_uuid(), 'tenant ' || n, false, now() from generate_series(1, 1200) n");
    instance.execute(
        "insert into certificate_order (policy_host, tenant_id, due_at, next_at, created_at)"
            + " select 'mta-sts.' || id || '.example.com', id, now(), now(), now() from tenant");
    int claimed = 0;
    for (int i = 0; i < 4; i++) {
      claimed += claim(400).size();
    }
    assertThat(claimed).isGreaterThan(1200);
  }

  /** One tenant's first, then as many others with one each. */
  private void wantMany(int count) {
    orders.want(
        BIG,
        IntStream.range(0, count)
            .mapToObj(i -> PolicyHost.parse("mta-sts.n%d.big.example.com".formatted(i)))
            .toArray(PolicyHost[]::new));
    instance.execute(
        "update certificate_order set next_at = next_at"
            + " + substring(policy_host from 'n([0-9]+)')::int * interval '1 millisecond'");
    clock.pass(Duration.ofSeconds(20));
    orders.want(LOW, OF_LOW);
    orders.want(HIGH, OF_HIGH);
  }

  private List<PolicyHost> claim(int most) {
    return orders.claim(most).stream().map(one -> (PolicyHost) one.host()).toList();
  }

  private Optional<Long> position(PolicyHost host) {
    return instance
        .ask(session -> orders.orders().view(session, host))
        .flatMap(view -> Optional.ofNullable(view.position()));
  }
}
