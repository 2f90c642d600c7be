package net.hostedmtasts.controlplane.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.standalone.Database;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database of the time before the ledger knew the longest enforced max_age of each domain. */
class LedgerMigrationTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @BeforeEach
  void before() throws SQLException {
    flyway("3").clean();
    flyway("3").migrate();
    execute(
        "insert into tenant values ('00000000-0000-0000-0000-000000000001', 'owner', false, now())");
  }

  private static Flyway flyway(String target) {
    Database database = DATABASE.running();
    return Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .cleanDisabled(false)
        .target(target)
        .load();
  }

  private static Connection connection() throws SQLException {
    Database database = DATABASE.running();
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void domain(String status, String live, String windingDown) throws SQLException {
    String rows =
        """
        insert into hosted_domain (id, tenant_id, name, unicode_name, label, created_at, status, status_since, version,
          newest_version, mode, max_age, mx_patterns, mx_hosts, policy_id, policy_id_revision, longest_enforce, id_live_at,
          winding_down_until, pending)
          values ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'a.example', 'a.example',
          'label', now(), '%s', now(), 1, 1, 'testing', 86400, '{}', '{}', 'id', 7, 604800, %s, %s, false);
        insert into publication values ('00000000-0000-0000-0000-000000000003', 'mta-sts.policies', 'a.example',
          '00000000-0000-0000-0000-000000000002', 7, true, '', 7);
        insert into publication_history values ('mta-sts.policies', 'a.example', 5, 'five', now());
        insert into publication_history values ('mta-sts.policies', 'a.example', 7, 'seven', now());
        """;
    execute(rows.formatted(status, live, windingDown));
    flyway("4").migrate();
  }

  private static List<String> ledger() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select revision, mode, max_age, content_hash,"
                    + " coalesce(to_char(held_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), 'open')"
                    + " from held_policy order by revision")) {
      while (found.next()) {
        rows.add(
            String.join(
                " ",
                found.getString(1),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getString(5)));
      }
    }
    return rows;
  }

  @Test
  void an_enforce_policy_of_before_may_be_held_for_its_max_age_after_the_newest_id()
      throws SQLException {
    domain("ACTIVE", "'2026-11-20 05:00Z'", "null");
    assertThat(ledger())
        .containsExactly(
            "1 enforce 604800 unknown 2026-11-27 05:05",
            "5 enforce 604800 five 2026-11-27 05:05",
            "7 testing 86400 seven open");
  }

  @Test
  void until_the_newest_id_is_everywhere_it_is_open() throws SQLException {
    domain("VERIFYING", "null", "null");
    assertThat(ledger())
        .containsExactly(
            "1 enforce 604800 unknown open",
            "5 enforce 604800 five open",
            "7 testing 86400 seven open");
  }

  @Test
  void a_domain_that_winds_down_serves_none_and_ends_when_it_was_to_end() throws SQLException {
    domain("INACTIVE", "'2026-11-20 05:00Z'", "'2026-11-29 05:00Z'");
    assertThat(ledger())
        .containsExactly(
            "1 enforce 604800 unknown 2026-11-29 05:00",
            "5 enforce 604800 five 2026-11-29 05:00",
            "7 none 86400 seven open");
  }
}
