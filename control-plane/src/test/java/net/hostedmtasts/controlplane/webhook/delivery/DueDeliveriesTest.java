package net.hostedmtasts.controlplane.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.webhook.WebhookSettings;
import net.hostedmtasts.controlplane.world.Beans;
import net.hostedmtasts.controlplane.world.Connections;
import net.hostedmtasts.standalone.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deliveries are claimed by rows, over any number of instances. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class DueDeliveriesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int PLACES = 20;
  private static final int OF_ONE_HOST = 3;

  private Connections connections;
  private DueDeliveries one;
  private DueDeliveries other;

  @BeforeEach
  void two_instances() {
    connections = new Connections(DATABASE.running());
    WebhookSettings settings =
        new Beans(
                Map.of(
                    "webhooks.at-once", Integer.toString(PLACES),
                    "webhooks.at-once-per-host", Integer.toString(OF_ONE_HOST)))
            .get(WebhookSettings.class);
    one = new DueDeliveries(connections.pool(), settings);
    other = new DueDeliveries(connections.pool(), settings);
  }

  @AfterEach
  void close() {
    connections.close();
  }

  private UUID tenant() {
    UUID id = UUID.randomUUID();
    connections.execute(
        "insert into tenant (id, name, operator, created_at) values ('"
            + id
            + "', '"
            + id
            + "', false, now())");
    return id;
  }

  private UUID webhook(UUID tenant, String host, boolean enabled, boolean failing) {
    UUID id = UUID.randomUUID();
    connections.execute(
        "insert into webhook (id, tenant_id, url, host, description, event_types, enabled,"
            + " failing_since, seen_event, version, created_at, changed_at) values ('"
            + String.join("', '", id.toString(), tenant.toString(), "https://" + host, host)
            + "', '', '{status}', "
            + enabled
            + ", "
            + (failing ? "now()" : "null")
            + ", 0, 1, now(), now())");
    return id;
  }

  private Set<UUID> due(UUID webhook, int number) {
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < number; i++) {
      UUID id = UUID.randomUUID();
      connections.execute(
          "insert into webhook_delivery (id, webhook_id, event_number, message_id, type, payload,"
              + " state, attempts, tries, created_at, next_at, claim) values ('"
              + String.join("', '", id.toString(), webhook.toString())
              + ("', " + i + ", '" + id + "', 'status', '{}', 'waiting', 0, 0, now(),")
              + " now() - interval '1 minute', 0)");
      all.add(id);
    }
    return all;
  }

  private List<UUID> claim(DueDeliveries instance, int most) {
    return connections.run(() -> instance.claim(most)).stream().map(Claimed::delivery).toList();
  }

  @Test
  void two_instances_that_ask_at_the_same_moment_claim_different_deliveries() throws Exception {
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      all.addAll(due(webhook(tenant(), "h" + i + ".example", true, false), 1));
    }
    CompletableFuture<List<UUID>> ofOne;
    CompletableFuture<List<UUID>> ofOther;
    Database database = DATABASE.running();
    try (Connection held =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = held.createStatement()) {
      held.setAutoCommit(false);
      statement.execute("lock table webhook_delivery in exclusive mode");
      ofOne = CompletableFuture.supplyAsync(() -> claim(one, 10));
      ofOther = CompletableFuture.supplyAsync(() -> claim(other, 10));
      await().atMost(LIMIT).until(() -> waiting(statement) == 2);
      held.commit();
    }
    List<UUID> claimed = new ArrayList<>(ofOne.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    claimed.addAll(ofOther.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertThat(claimed).doesNotHaveDuplicates();
    // Who finds all of its rows locked comes again.
    claimed.addAll(claim(one, 10));
    assertThat(claimed).doesNotHaveDuplicates().hasSameElementsAs(all);
  }

  private static int waiting(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("select count(*) from pg_locks where not granted")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void one_host_gets_its_share_of_places_and_others_are_not_behind_it() {
    UUID tenant = tenant();
    due(webhook(tenant, "slow.example", true, false), 8);
    due(webhook(tenant, "slow.example", true, false), 8);
    Set<UUID> quick = due(webhook(tenant, "quick.example", true, false), 2);
    List<UUID> claimed = claim(one, PLACES);
    assertThat(claimed).hasSize(OF_ONE_HOST + 2).containsAll(quick);
    assertThat(claim(other, PLACES)).as("while these are attempted").isEmpty();
  }

  @Test
  void webhooks_that_fail_get_one_attempt_each_and_half_of_all_places() {
    for (int i = 0; i < PLACES; i++) {
      due(webhook(tenant(), "dead" + i + ".example", true, true), 5);
    }
    Set<UUID> alive = due(webhook(tenant(), "alive.example", true, false), 2);
    List<UUID> claimed = claim(one, PLACES);
    assertThat(claimed).hasSize(PLACES / 2 + 2).containsAll(alive);
  }

  @Test
  void one_tenant_gets_half_of_all_places() {
    UUID many = tenant();
    for (int i = 0; i < PLACES; i++) {
      due(webhook(many, "h" + i + ".example", true, false), 1);
    }
    Set<UUID> another = due(webhook(tenant(), "another.example", true, false), 1);
    assertThat(claim(one, PLACES)).hasSize(PLACES / 2 + 1).containsAll(another);
  }

  /** However much one tenant has due, and for how long. */
  @Test
  void a_backlog_keeps_nobody_else_waiting() {
    UUID many = tenant();
    for (int i = 0; i < 2; i++) {
      connections.execute(
          "insert into webhook_delivery (id, webhook_id, event_number, message_id, type, payload,"
              + " state, attempts, tries, created_at, next_at, claim) select gen_random_uuid(), '"
              + webhook(many, "many" + i + ".example", true, i == 0)
              + "', n, 'm' || n, 'status', '{}', 'waiting', 0, 0, now(),"
              + " now() - interval '1 day', 0 from generate_series(1, 11000) n");
    }
    Set<UUID> another = due(webhook(tenant(), "another.example", true, false), 1);
    assertThat(claim(one, PLACES)).containsAll(another);
  }

  @Test
  void failing_webhooks_of_tenants_have_their_turns() {
    UUID many = tenant();
    for (int i = 0; i < PLACES; i++) {
      due(webhook(many, "dead" + i + ".example", true, true), 1);
    }
    Set<UUID> another = due(webhook(tenant(), "hiccup.example", true, true), 1);
    connections.execute(
        "update webhook_delivery set next_at = now() - interval '1 day' where webhook_id in"
            + " (select id from webhook where tenant_id = '"
            + many
            + "')");
    assertThat(claim(one, 2)).hasSize(2).containsAll(another);
  }

  @Test
  void the_claim_of_a_killed_instance_expires_and_another_takes_over() {
    Set<UUID> due = due(webhook(tenant(), "h.example", true, false), 1);
    long killed = connections.run(() -> one.claim(1)).get(0).claim();
    assertThat(claim(other, 1)).as("while it is claimed").isEmpty();
    connections.execute("update webhook_delivery set claimed_until = now() - interval '1 second'");
    List<Claimed> taken = connections.run(() -> other.claim(1));
    assertThat(taken).extracting(Claimed::delivery).hasSameElementsAs(due);
    assertThat(taken.get(0).claim()).isGreaterThan(killed);
  }

  @Test
  void a_disabled_webhook_gets_nothing_but_pings() {
    UUID webhook = webhook(tenant(), "h.example", false, false);
    due(webhook, 2);
    assertThat(claim(one, PLACES)).isEmpty();
    connections.execute("update webhook_delivery set event_number = null where event_number = 1");
    assertThat(claim(one, PLACES)).hasSize(1);
  }
}
