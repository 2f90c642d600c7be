package net.hostedmtasts.controlplane;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows that nobody else can change for a while: an instance cannot renew a lease, say. */
public final class LockedRows {
  private LockedRows() {}

  /** Does something while rows are locked; {@code rows} is a table, and a condition. */
  public static void during(String rows, Runnable work) {
    try (Connection connection = Services.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select from " + rows + " for update");
      work.run();
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
