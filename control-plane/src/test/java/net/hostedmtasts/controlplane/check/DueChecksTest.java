package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.domain.TestHostedDomains;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.world.ClockedPool;
import net.hostedmtasts.standalone.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** DESIGN, "The pair": checks are claimed by rows, over any number of instances. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class DueChecksTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int DOMAINS = 20;
  private static final int AT_ONCE = 4;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration CLAIMED_FOR = Duration.ofSeconds(60);

  private LifeInfra infra;
  private Instance one;
  private Instance other;

  private final class Instance implements AutoCloseable {
    private final ClockedPool pool =
        new ClockedPool(DATABASE.running(), infra.connections.vertx(), infra.clock);
    private final DueChecks due = LifeInfra.dueChecks(pool);

    List<Claimed> claim(int most) {
      return pool.at(() -> infra.connections.run(() -> due.claim(most)));
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  @BeforeEach
  void two_instances() {
    infra = new LifeInfra(DATABASE.running());
    one = new Instance();
    other = new Instance();
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    infra.close();
  }

  private UUID due(int number) {
    PolicyDomain name = PolicyDomain.parse("due" + number + ".example");
    UUID id = TestHostedDomains.add(infra.beans, infra.connections, infra.owners[0], name).id();
    infra.askForCheck(id);
    return id;
  }

  private Set<UUID> due() {
    Set<UUID> all = new HashSet<>();
    for (int number = 0; number < DOMAINS; number++) {
      all.add(due(number));
    }
    return all;
  }

  private DomainCheck row(UUID domain) {
    return infra.connections.ask(session -> session.find(DomainCheck.class, domain));
  }

  private static List<UUID> domains(List<Claimed> claimed) {
    return claimed.stream().map(Claimed::domain).toList();
  }

  @Test
  void two_instances_that_ask_at_the_same_moment_claim_different_checks() throws Exception {
    Set<UUID> all = due();
    CompletableFuture<List<Claimed>> ofOne = CompletableFuture.completedFuture(List.of());
    CompletableFuture<List<Claimed>> ofOther = ofOne;
    Database database = DATABASE.running();
    try (Connection held =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("lock table domain_check in exclusive mode");
      ofOne = CompletableFuture.supplyAsync(() -> one.claim(DOMAINS / 2));
      ofOther = CompletableFuture.supplyAsync(() -> other.claim(DOMAINS / 2));
      await().atMost(LIMIT).until(() -> waiting(statement) == 2);
      held.commit();
    }

    List<UUID> claimed = new ArrayList<>(domains(ofOne.get(LIMIT.toSeconds(), TimeUnit.SECONDS)));
    claimed.addAll(domains(ofOther.get(LIMIT.toSeconds(), TimeUnit.SECONDS)));
    assertThat(claimed).doesNotHaveDuplicates();
    // Who finds all of its rows locked comes again.
    claimed.addAll(domains(one.claim(DOMAINS)));
    assertThat(claimed).doesNotHaveDuplicates().hasSameElementsAs(all);
  }

  private static int waiting(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("select count(*) from pg_locks where not granted")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** An instance that is just claiming, or settling, holds nobody up. */
  @Test
  void a_row_that_another_has_locked_is_passed_over() {
    UUID locked = due(1);
    UUID free = due(2);
    List<Claimed> claimed =
        infra.connections.ask(
            session ->
                session
                    .createNativeQuery(
                        "select domain_id from domain_check where domain_id = :id for update",
                        UUID.class)
                    .setParameter("id", locked)
                    .getSingleResult()
                    .chain(() -> one.due.claim(AT_ONCE)));

    assertThat(domains(claimed)).containsExactly(free);
    assertThat(domains(other.claim(AT_ONCE))).containsExactly(locked);
  }

  @Test
  void an_instance_claims_no_more_than_it_has_places_for() {
    Set<UUID> all = Set.of(due(1), due(2), due(3));
    List<UUID> claimed = new ArrayList<>(domains(one.claim(2)));
    assertThat(claimed).hasSize(2);
    claimed.addAll(domains(other.claim(2)));
    assertThat(claimed).hasSameElementsAs(all);
  }

  @Test
  void what_is_not_due_yet_is_left_alone() {
    UUID domain = due(1);
    infra.connections.execute("update domain_check set next_at = next_at + interval '1 hour'");
    assertThat(one.claim(AT_ONCE)).isEmpty();
    infra.clock.pass(Duration.ofHours(1));
    assertThat(domains(one.claim(AT_ONCE))).containsExactly(domain);
  }

  @Test
  void the_claim_of_a_killed_instance_expires_and_another_takes_over() {
    UUID domain = due(1);
    Claimed killed = one.claim(AT_ONCE).get(0);
    infra.clock.pass(CLAIMED_FOR.minusSeconds(1));
    assertThat(other.claim(AT_ONCE)).as("while it is claimed").isEmpty();
    infra.clock.pass(Duration.ofSeconds(2));

    List<Claimed> taken = other.claim(AT_ONCE);

    assertThat(domains(taken)).containsExactly(domain);
    assertThat(taken.get(0).claim()).isGreaterThan(killed.claim());
    assertThat(one.claim(AT_ONCE)).as("the next instance").isEmpty();
  }

  @Test
  void a_result_that_comes_after_the_claim_was_lost_writes_nothing() {
    LifeMachine machine = new LifeMachine(infra, 1);
    machine.happen(new LifeEvent(LifeEvent.Kind.CONFIGURE, 0, 2, false));
    UUID domain = machine.id(0);
    infra.askForCheck(domain);
    Claimed slow = claimed(one, domain);
    LifeMachine.Begun late = machine.begin(slow);
    infra.clock.pass(CLAIMED_FOR.plusSeconds(1));
    Claimed taken = claimed(other, domain);
    Instant next = row(domain).nextAt();
    long before = events();

    assertThat(settled(late)).isFalse();

    DomainCheck after = row(domain);
    assertThat(after.checkedAt()).isNull();
    assertThat(after.findings()).isEmpty();
    assertThat(after.nextAt()).isEqualTo(next);
    assertThat(after.holds(taken.claim())).isTrue();
    assertThat(events()).isEqualTo(before);

    settled(machine.begin(taken));
    assertThat(row(domain).checkedAt()).isEqualTo(infra.clock.instant());
    assertThat(row(domain).findings()).isNotEmpty();
  }

  /** The one that is made has begun before what the person wants to be looked at. */
  @Test
  void a_check_asked_for_while_one_is_made_follows_it_and_is_not_made_beside_it() {
    LifeMachine machine = new LifeMachine(infra, 1);
    machine.happen(new LifeEvent(LifeEvent.Kind.CONFIGURE, 0, 2, false));
    UUID domain = machine.id(0);
    infra.askForCheck(domain);
    LifeMachine.Begun running = machine.begin(claimed(one, domain));

    infra.askForCheck(domain);
    assertThat(other.claim(AT_ONCE)).isEmpty();
    settled(running);

    assertThat(domains(other.claim(AT_ONCE))).containsExactly(domain);
  }

  private static Claimed claimed(Instance instance, UUID domain) {
    return instance.claim(AT_ONCE).stream()
        .filter(claimed -> claimed.domain().equals(domain))
        .findFirst()
        .orElseThrow();
  }

  private boolean settled(LifeMachine.Begun begun) {
    return infra.connections.ask(
        session -> infra.settlement.settle(session, begun.subject(), begun.seen()));
  }

  private long events() {
    return infra.connections.ask(
        session ->
            session
                .createNativeQuery("select count(*) from domain_event", Long.class)
                .getSingleResult());
  }
}
