package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.mutiny.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.domain.TestHostedDomains;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.world.Beans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which checks come first, and how many of one tenant (DESIGN, "Life of a domain"). */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class DueOrderTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int AT_ONCE = 4;
  private static final int OF_ONE_TENANT = 3;

  private LifeInfra infra;
  private DueChecks due;

  @BeforeEach
  void instance() {
    infra = new LifeInfra(DATABASE.running());
    infra.clear();
    due =
        new Beans(Map.of("checks.at-once", Integer.toString(AT_ONCE)))
            .with(Pool.class, infra.connections.pool())
            .get(DueChecks.class);
  }

  @AfterEach
  void close() {
    infra.close();
  }

  /** A domain whose check is due for so many minutes. */
  private UUID due(int owner, String name, int minutes, String checked, String requested) {
    UUID id =
        TestHostedDomains.add(
                infra.beans,
                infra.connections,
                infra.owners[owner],
                PolicyDomain.parse(name + ".example"))
            .id();
    infra.connections.execute("delete from domain_check where domain_id = '" + id + "'");
    infra.connections.execute(
        "insert into domain_check (domain_id, next_at, checked_at, requested_at) values ('"
            + id
            + ("', now() - interval '" + minutes + " minutes', ")
            + (checked + ", " + requested + ")"));
    return id;
  }

  private List<UUID> claim(int most) {
    return infra.connections.run(() -> due.claim(most)).stream().map(Claimed::domain).toList();
  }

  @Test
  void what_somebody_waits_for_comes_before_all_that_is_overdue() {
    String before = "now() - interval '1 day'";
    due(0, "overdue", 60, before, "null");
    due(0, "answered", 50, before, "now() - interval '2 days'");
    UUID added = due(0, "added", 0, "null", "null");
    UUID asked = due(1, "asked", 0, before, "now()");
    assertThat(claim(2)).containsExactlyInAnyOrder(added, asked);
    assertThat(claim(2)).hasSize(2);
  }

  /** Its name servers may swallow questions: each of its checks then takes as long as it may. */
  @Test
  void one_tenant_leaves_places_to_others() {
    List<UUID> many = new ArrayList<>();
    for (int number = 0; number < 2 * AT_ONCE; number++) {
      many.add(due(0, "many" + number, 60, "null", "null"));
    }
    UUID other = due(1, "other", 0, "now() - interval '1 day'", "null");
    List<UUID> first = claim(AT_ONCE);
    assertThat(first).hasSize(AT_ONCE).contains(other);
    assertThat(many).containsAll(first.stream().filter(one -> !one.equals(other)).toList());
    assertThat(claim(AT_ONCE)).as("%s are being checked", OF_ONE_TENANT).isEmpty();
  }
}
