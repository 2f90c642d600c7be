package net.hostedmtasts.controlplane.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.local.LocalAuthorities;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.certificate.order.TestOrders;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The days of a certificate, by a clock that is moved: its one order, and the alerts without it.
 */
class RenewalDueTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final PolicyHost OTHER = PolicyHost.parse("mta-sts.example.org");
  private static final String ID = "00000000-0000-4000-8000-000000000001";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A certificate's times are whole seconds. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();

  @ParameterizedTest(name = "a life of {0}: ordered after {1}, alerts after {2} and {3}")
  @CsvSource({
    "P6D,  P3D,       P4DT12H,  P5DT9H36M",
    "P45D, P30D,      P33DT18H, P40DT12H",
    "P64D, P42DT16H,  P48D,     P57DT14H24M",
    "P90D, P60D,      P67DT12H, P81D"
  })
  void one_order_at_its_time_and_alerts_while_it_does_not_come_on(
      Duration life, Duration due, Duration quarter, Duration tenth) {
    try (Instance instance =
        new Instance(
            DATABASE.running(),
            folder,
            clock,
            Map.of("certificates.local-authority.lifetime", life.toString()))) {
      Instant issued = clock.instant();
      CertificateAuthority authority = instance.localAuthority();
      LocalAuthorities.start(authority);
      host(instance, instance.issue(authority, HOST));

      at(issued.plus(due).minus(MOMENT));
      assertThat(order(instance)).as("before its time").isZero();
      assertRisk(instance, 0, 0, 0);
      at(issued.plus(due).plus(MOMENT));
      assertThat(orderTwiceAtOnce(instance)).as("at its time").isEqualTo(1);
      assertThat(order(instance)).as("ordered already").isZero();
      assertThat(instance.count("certificate_order where policy_host = '" + HOST.value() + "'"))
          .isEqualTo(1);

      at(issued.plus(quarter).minus(MOMENT));
      assertRisk(instance, 0, 0, 0);
      at(issued.plus(quarter).plus(MOMENT));
      assertRisk(instance, 1, 0, 0);
      at(issued.plus(tenth).minus(MOMENT));
      assertRisk(instance, 1, 0, 0);
      at(issued.plus(tenth).plus(MOMENT));
      assertRisk(instance, 1, 1, 0);
      at(issued.plus(life).plus(MOMENT));
      assertRisk(instance, 1, 1, 1);
      assertThat(order(instance)).as("still the same order").isZero();

      Instant renewed = clock.instant();
      instance.issue(authority, HOST);
      instance.execute("delete from certificate_order where policy_host = '" + HOST.value() + "'");
      assertRisk(instance, 0, 0, 0);
      assertThat(order(instance)).as("renewed").isZero();
      at(renewed.plus(due).plus(MOMENT));
      assertThat(order(instance)).as("the next one at its time").isEqualTo(1);
    }
  }

  private void at(Instant time) {
    clock.pass(Duration.between(clock.instant(), time));
  }

  /** What the work does at each pass: how many orders are new. */
  private Uni<Integer> pass(Instance instance) {
    Orders orders = TestOrders.of(instance);
    return new CertificatesWanted(instance.pool()).due(100, clock.instant()).chain(orders::want);
  }

  private int order(Instance instance) {
    return pass(instance).await().atMost(LIMIT);
  }

  private int orderTwiceAtOnce(Instance instance) {
    List<Integer> taken =
        Uni.join().all(pass(instance), pass(instance)).andFailFast().await().atMost(LIMIT);
    return taken.stream().mapToInt(Integer::intValue).sum();
  }

  private void assertRisk(Instance instance, int quarter, int tenth, int expired) {
    instance.metrics().clear();
    new CertificateRisk(
            instance.vertx(), instance.pool(), instance.serviceHosts(), clock, instance.metrics())
        .start(new StartupEvent());
    // One order is always there, so that a count shows that it was made.
    await()
        .atMost(LIMIT)
        .until(
            () ->
                instance.metrics().get("certificate.orders").tag("state", "all").gauge().value()
                    > 0);
    assertThat(List.of(risk(instance, "quarter"), risk(instance, "tenth"), risk(instance, "none")))
        .containsExactly(quarter, tenth, expired);
  }

  private static int risk(Instance instance, String left) {
    return (int)
        instance.metrics().get("certificates.at.risk").tag("life.left", left).gauge().value();
  }

  /** A domain that is served with this certificate. */
  private static void host(Instance instance, IssuedCertificate certificate) {
    instance.execute(
        "insert into tenant (id, name, operator, created_at) values ('%s', 'one', false, now())"
            .formatted(ID));
    instance.execute(
        ("insert into hosted_domain (id, tenant_id, name, unicode_name, label, created_at, status,"
                + " status_since, version, newest_version, mx_patterns, mx_hosts, pending,"
                + " delegated_at, certificate_at) values ('%s', '%s', 'example.com', 'example.com',"
                + " 'l', now(), 'ACTIVE', now(), 1, 1, '{}', '{}', false, now(), now())")
            .formatted(ID, ID));
    instance.execute(
        ("insert into publication (id, topic, key, domain_id, revision, served, body)"
                + " values ('%s', 'mta-sts.certificates', '%s', '%s', 1, true, '%s')")
            .formatted(ID, HOST.value(), ID, certificate.id()));
    TestOrders.of(instance)
        .want(List.of(new Orders.Wanted(OTHER, UUID.fromString(ID), Instant.EPOCH)))
        .await()
        .atMost(LIMIT);
  }
}
