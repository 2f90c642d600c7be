package net.hostedmtasts.controlplane.tenant;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Creates the operator and its first admin token in an empty database. Runs before the first
 * request, on the main thread, so it blocks.
 */
@ApplicationScoped
class FirstStart {
  private static final Logger LOG = Logger.getLogger(FirstStart.class);
  private static final String OPERATOR = "operator";
  private static final String TOKEN_NAME = "first";

  private final DataSource database;
  private final TenantSettings settings;
  private final Clock clock;

  FirstStart(DataSource database, TenantSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  void run(@Observes StartupEvent start) throws SQLException, IOException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      if (empty(connection)) {
        create(connection);
      }
      connection.commit();
    }
  }

  // Of two instances that start at once, the second waits here and then sees the tenant of the
  // first.
  private static boolean empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table tenant in share row exclusive mode");
      try (ResultSet found = statement.executeQuery("select 1 from tenant limit 1")) {
        return !found.next();
      }
    }
  }

  private void create(Connection connection) throws SQLException, IOException {
    BearerToken token =
        settings.firstAdminToken().map(BearerToken::new).orElseGet(BearerToken::random);
    UUID tenant = UUID.randomUUID();
    insertTenant(connection, tenant);
    insertToken(connection, tenant, token);
    // Before the commit: a token in the database that nobody knows could not be replaced.
    if (settings.firstAdminToken().isEmpty()) {
      SecretFile.write(file(), token.secret());
      LOG.infof("Created the operator and its first admin token: file=%s", file());
    } else {
      LOG.info(
          "Created the operator and its first admin token from the setting tenants.first-admin-token");
    }
  }

  private Path file() {
    return settings
        .firstAdminTokenFile()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no tenant yet: set tenants.first-admin-token or tenants.first-admin-token-file"));
  }

  private void insertTenant(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into tenant (id, name, operator, created_at) values (?, ?, true, ?)")) {
      insert.setObject(1, id);
      insert.setString(2, OPERATOR);
      insert.setTimestamp(3, Timestamp.from(clock.instant()));
      insert.executeUpdate();
    }
  }

  private void insertToken(Connection connection, UUID tenant, BearerToken token)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into token (id, tenant_id, name, hash, scope, created_at) values (?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, UUID.randomUUID());
      insert.setObject(2, tenant);
      insert.setString(3, TOKEN_NAME);
      insert.setBytes(4, token.hash());
      insert.setString(5, Scope.ADMIN.value());
      insert.setTimestamp(6, Timestamp.from(clock.instant()));
      insert.executeUpdate();
    }
  }
}
