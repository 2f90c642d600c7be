package net.hostedmtasts.controlplane.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.world.Connections;
import net.hostedmtasts.standalone.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever has waited for a row lock must work on the row as it is then, not as it was before. */
class RowLockTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static Connection open() throws SQLException {
    Database database = DATABASE.running();
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static boolean somebodyWaits(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select count(*) from pg_locks where not granted")) {
      found.next();
      return found.getInt(1) > 0;
    }
  }

  @Test
  void a_domain_found_under_its_lock_is_as_the_change_before_has_left_it() throws Exception {
    UUID id = UUID.randomUUID();
    try (Connections connections = new Connections(DATABASE.running());
        Connection other = open();
        Statement change = other.createStatement();
        Connection watch = open()) {
      connections.execute("insert into tenant values ('" + id + "', 'owner', false, now())");
      connections.execute(
          "insert into hosted_domain (id, tenant_id, name, unicode_name, label, created_at, status,"
              + " status_since, version, newest_version, mx_patterns, mx_hosts, pending) values ('"
              + id
              + "', '"
              + id
              + "', 'a.example', 'a.example', 'l', now(), 'ACTIVE', now(), 1, 1, '{}', '{}', false)");
      other.setAutoCommit(false);
      change.execute("update hosted_domain set version = 2, newest_version = 2");
      CompletableFuture<Version> found =
          CompletableFuture.supplyAsync(
              () ->
                  connections.ask(
                      session ->
                          session
                              .find(HostedDomain.class, id, LockModeType.PESSIMISTIC_WRITE)
                              .map(HostedDomain::version)));
      await().atMost(Duration.ofSeconds(20)).until(() -> somebodyWaits(watch));
      other.commit();
      assertThat(found.get(20, TimeUnit.SECONDS)).isEqualTo(new Version(2));
    }
  }
}
