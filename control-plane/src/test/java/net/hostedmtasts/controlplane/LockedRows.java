package net.hostedmtasts.controlplane;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Rows that nobody else can change for a while: an instance cannot renew a lease, say. */
public final class LockedRows {
  private LockedRows() {}

  /** Does something while nobody else can even read a table. */
  public static void wholeTable(String table, Runnable work) {
    held("lock table " + table + " in access exclusive mode", work);
  }

  /** Does something while rows are locked; {@code rows} is a table, and a condition. */
  public static void during(String rows, Runnable work) {
    held("select from " + rows + " for update", work);
  }

  private static void held(String lock, Runnable work) {
    try (Connection connection = Services.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(lock);
      work.run();
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
