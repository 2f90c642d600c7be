package net.hostedmtasts.e2e.life;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import net.hostedmtasts.standalone.Database;

/** Lets the service believe that something happened earlier than it did. */
final class PassedTime {
  private static final String OF_THE_DOMAIN =
      " where domain_id = (select id from hosted_domain where name = ?)";

  private PassedTime() {}

  /** Since the owner has enabled the domain. */
  static void sinceEnabled(Watched domain, Duration time) {
    pass(domain, "enabled_at", time);
  }

  /** Since every edge has the domain's newest id. */
  static void sinceLive(Watched domain, Duration time) {
    pass(domain, "id_live_at", time);
  }

  /** Since a check has missed the CNAME records. */
  static void sinceLost(Watched domain, Duration time) {
    pass(domain, "delegation_lost_at", time);
  }

  /** Since the last revision could be fetched that somebody may hold. */
  static void sinceReplaced(Watched domain, Duration time) {
    change(
        domain,
        "update held_policy set replaced_at = replaced_at - ? * interval '1 second',"
            + " held_until = held_until - ? * interval '1 second'"
            + OF_THE_DOMAIN,
        time,
        time);
  }

  /** Since an instance has claimed the domain's check. */
  static void sinceClaimed(Watched domain, Duration time) {
    change(
        domain,
        "update domain_check set claimed_until = claimed_until - ? * interval '1 second',"
            + " next_at = next_at - ? * interval '1 second'"
            + OF_THE_DOMAIN,
        time,
        time);
  }

  /** The number of the claim by which an instance checks the domain now; 0 while none does. */
  static long claim(Watched domain) {
    String sql =
        "select coalesce(max(claim), 0) from domain_check"
            + OF_THE_DOMAIN
            + " and claimed_until > now()";
    try (Connection connection = connection(domain);
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, domain.domain());
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pass(Watched domain, String column, Duration time) {
    change(
        domain,
        "update hosted_domain set %1$s = %1$s - ? * interval '1 second' where name = ?"
            .formatted(column),
        time);
  }

  private static void change(Watched domain, String sql, Duration... times) {
    try (Connection connection = connection(domain);
        PreparedStatement change = connection.prepareStatement(sql)) {
      for (int at = 0; at < times.length; at++) {
        change.setLong(at + 1, times[at].toSeconds());
      }
      change.setString(times.length + 1, domain.domain());
      if (change.executeUpdate() == 0) {
        throw new AssertionError("No row of " + domain.domain());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connection(Watched domain) throws SQLException {
    Database database = domain.pair().deployment().database();
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
