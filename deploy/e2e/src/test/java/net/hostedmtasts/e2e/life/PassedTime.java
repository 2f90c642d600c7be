package net.hostedmtasts.e2e.life;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import net.hostedmtasts.standalone.Database;

/** Lets the service believe that something happened earlier than it did. */
final class PassedTime {
  private PassedTime() {}

  /** Since the owner has enabled the domain. */
  static void sinceEnabled(Watched domain, Duration time) {
    pass(domain, "enabled_at", time);
  }

  /** Since every edge has the domain's newest id. */
  static void sinceLive(Watched domain, Duration time) {
    pass(domain, "id_live_at", time);
  }

  private static void pass(Watched domain, String column, Duration time) {
    Database database = domain.pair().deployment().database();
    String sql =
        "update hosted_domain set %1$s = %1$s - ? * interval '1 second' where name = ?"
            .formatted(column);
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        PreparedStatement change = connection.prepareStatement(sql)) {
      change.setLong(1, time.toSeconds());
      change.setString(2, domain.domain());
      if (change.executeUpdate() != 1) {
        throw new AssertionError("No row of " + domain.domain());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
