package net.hostedmtasts.controlplane.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.dmarc.DmarcLookup;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.domain.TestHostedDomains;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyId;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.topic.Readers;
import net.hostedmtasts.controlplane.world.Beans;
import net.hostedmtasts.controlplane.world.Connections;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** DESIGN, "Delegation": CAA, one "issue" per configured CA, with its own account and methods. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class CaaSweepTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String OLD = "ca.example; accounturi=https://ca.example/1";
  private static final String NEW = "ca.example; accounturi=https://ca.example/2";

  /** 5 in a second, a pass each 2 seconds. */
  private static final int AT_ONCE = 10;

  private static final int ALL = AT_ONCE + 2;

  private final MovableClock clock = new MovableClock();
  private final Settings settings = new Settings();
  private Connections connections;
  private Beans beans;
  private CaaSweep sweep;
  private Lease lease;
  private List<HostedDomain> domains;

  /** What is configured, as far as it is known. */
  private static final class Settings implements CaaIssue {
    private List<String> values = List.of(OLD);
    private boolean complete = true;

    @Override
    public List<String> values() {
      return values;
    }

    @Override
    public boolean complete() {
      return complete;
    }
  }

  @BeforeEach
  void start() {
    connections = new Connections(DATABASE.running());
    beans =
        new Beans(
                Map.of(
                    "zone.name", "mta-sts-host.test",
                    "dmarc.gate", "off",
                    "dns.resolvers", "127.0.0.1:9",
                    "orders.caa-labels-per-second", "5"))
            .with(Clock.class, clock)
            .with(CaaIssue.class, settings)
            .with(MeterRegistry.class, new SimpleMeterRegistry())
            .with(Mutiny.SessionFactory.class, connections.sessions())
            .with(Pool.class, connections.pool())
            .with(io.vertx.core.Vertx.class, connections.vertx())
            .without(Readers.class)
            .without(DmarcLookup.class);
    sweep = beans.get(CaaSweep.class);
    Leases leases = beans.get(Leases.class);
    lease = connections.run(() -> leases.claim("caa", Duration.ofDays(1))).orElseThrow();
    UUID tenant = UUID.randomUUID();
    connections.execute("insert into tenant values ('" + tenant + "', 'owner', false, now())");
    Caller owner =
        new Caller(tenant, UUID.randomUUID(), UUID.randomUUID(), "owner", Scope.WRITE, false);
    domains =
        IntStream.range(0, ALL)
            .mapToObj(number -> PolicyDomain.parse("d" + number + ".example"))
            .map(name -> TestHostedDomains.add(beans, connections, owner, name))
            .toList();
  }

  @AfterEach
  void close() {
    connections.close();
  }

  private void pass() {
    assertThat(connections.run(() -> sweep.pass(lease)))
        .as("the next pass holds the rate")
        .isFalse();
  }

  private LabelRecord record(HostedDomain domain) {
    Serving serving = beans.get(Serving.class);
    return connections
        .<Optional<LabelRecord>>ask(session -> serving.namesNow(session, domain))
        .orElseThrow();
  }

  private List<HostedDomain> showing(String issue) {
    return domains.stream()
        .filter(
            domain -> record(domain).caa().equals(List.of(new LabelRecord.Caa(0, "issue", issue))))
        .toList();
  }

  private HostedDomain stored(HostedDomain domain) {
    return connections.ask(session -> session.find(HostedDomain.class, domain.id()));
  }

  private long revisions() {
    return connections.<Long>ask(
        session ->
            session
                .createNativeQuery("select count(*) from publication_history", Long.class)
                .getSingleResult());
  }

  @Test
  void a_changed_set_comes_to_all_labels_some_at_a_time() {
    pass();
    settings.values = List.of(NEW);
    pass();
    assertThat(showing(NEW)).hasSize(AT_ONCE);
    pass();
    assertThat(showing(NEW)).hasSize(ALL);
    assertThat(domains)
        .as("an order relies on it only when it was on all edges for one TTL")
        .allSatisfy(
            domain -> {
              assertThat(stored(domain).caaChangedAt()).isEqualTo(clock.instant());
              assertThat(stored(domain).caaLiveAt()).isNull();
            });
  }

  @Test
  void what_is_as_configured_is_not_published_again() {
    long before = revisions();
    pass();
    pass();
    assertThat(revisions()).isEqualTo(before);
  }

  @Test
  void the_txt_record_of_a_label_stays() {
    HostedDomain domain = domains.get(0);
    Serving serving = beans.get(Serving.class);
    LabelRecord withId =
        LabelRecord.withId(
            beans.get(ZoneSettings.class), settings, domain.domain(), new PolicyId("id1"), 7);
    connections.run(
        () ->
            connections
                .sessions()
                .withTransaction(session -> serving.showNames(session, domain, withId)));
    settings.values = List.of(NEW);
    pass();
    pass();
    assertThat(record(domain).mtaSts()).isEqualTo(withId.mtaSts());
    assertThat(record(domain).lets(NEW)).isTrue();
    assertThat(record(domain).lets(OLD)).isFalse();
  }

  /** After a start the authority may be away; its record must not be. */
  @Test
  void nothing_is_taken_away_while_an_account_is_not_known() {
    settings.values = List.of();
    settings.complete = false;
    pass();
    assertThat(showing(OLD)).hasSize(ALL);

    Serving serving = beans.get(Serving.class);
    HostedDomain domain = domains.get(0);
    connections.run(
        () ->
            connections.sessions().withTransaction(session -> serving.withdrawId(session, domain)));
    assertThat(record(domain).lets(OLD)).as("another change of the label keeps it").isTrue();
  }

  /** DESIGN, "Revisions": "go on after the owner's next change", not after one of the service. */
  @Test
  void a_label_that_is_held_waits_for_a_person() {
    HostedDomain held = domains.get(0);
    connections.execute(
        "insert into held_key values ('mta-sts.records', '"
            + held.label().value()
            + "', 'restored', 1, true, now())");
    settings.values = List.of(NEW);
    pass();
    pass();
    assertThat(showing(OLD)).extracting(HostedDomain::id).containsExactly(held.id());
  }

  /** While a new version is rolled out, an instance of the old one adds a label. */
  @Test
  void a_later_round_finds_what_was_made_with_the_old_set() {
    settings.values = List.of(NEW);
    pass();
    pass();
    connections.execute(
        "update publication set body = replace(body, '"
            + NEW
            + "', '"
            + OLD
            + "')"
            + " where key = '"
            + domains.get(3).label().value()
            + "'");
    pass();
    assertThat(showing(NEW)).as("it rests after a round").hasSize(ALL - 1);
    clock.pass(Duration.ofMinutes(11));
    pass();
    assertThat(showing(NEW)).hasSize(ALL);
  }
}
