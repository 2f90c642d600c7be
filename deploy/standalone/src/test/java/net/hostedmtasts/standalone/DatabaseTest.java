package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  @TempDir Path folder;

  @Test
  void a_database_keeps_its_data_over_a_restart_and_a_kill() throws SQLException {
    Path data = folder.resolve("new/postgres");
    int port = FreePort.next();
    try (Database database = Database.start(data, port)) {
      execute(database, "create table kept (name text)");
      execute(database, "insert into kept values ('closed')");
    }
    try (Database database = Database.start(data, port)) {
      execute(database, "insert into kept values ('killed')");
      database.process().kill();
    }
    try (Database database = Database.start(data, port)) {
      assertThat(names(database)).isEqualTo("closed killed");
      assertThat(database.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
      assertThat(database.reactiveUrl()).isEqualTo("postgresql://127.0.0.1:" + port + "/postgres");
    }
  }

  @Test
  void closing_ends_the_process_even_with_a_client_connected() throws SQLException {
    Database database = Database.start(folder.resolve("postgres"));
    try (Connection connection = connect(database)) {
      assertThat(connection.isValid(1)).isTrue();
      database.close();
      assertThat(database.process().isAlive()).isFalse();
    }
  }

  @Test
  void a_database_that_cannot_start_says_why() {
    try (Database database = Database.start(folder.resolve("first"))) {
      assertThatThrownBy(() -> Database.start(folder.resolve("second"), database.port()))
          .isInstanceOf(ProcessFailed.class)
          .hasMessageContaining("Address already in use");
    }
  }

  private static String names(Database database) throws SQLException {
    try (Connection connection = connect(database);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("select string_agg(name, ' ' order by name) from kept")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = connect(database)) {
      connection.createStatement().execute(sql);
    }
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
