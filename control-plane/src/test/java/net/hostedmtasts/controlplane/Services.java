package net.hostedmtasts.controlplane;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import net.hostedmtasts.standalone.Database;
import org.jspecify.annotations.Nullable;

/**
 * What a control-plane needs to run: a database of its own and key files. No broker: it starts
 * without one.
 */
public class Services implements QuarkusTestResourceLifecycleManager {
  /** The first admin token of the operator. */
  public static final String ADMIN_TOKEN = "mtasts_first-admin-token-of-the-tests-0123456789";

  /** Clients that may follow events at the same time. */
  public static final int STREAMS_AT_MOST = 10;

  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private static @Nullable Database running;

  /** The database of the running application. */
  public static Database database() {
    if (running == null) {
      throw new IllegalStateException("The database has not started");
    }
    return running;
  }

  /** How many rows there are; {@code rows} is a table, and a condition. */
  public static long count(String rows) {
    return Long.parseLong(text("select count(*) from " + rows));
  }

  /** What the database answers to a question for one value. */
  public static String text(String question) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(question)) {
      found.next();
      return found.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Changes the database behind the application's back. */
  public static void execute(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection connection() throws SQLException {
    return DriverManager.getConnection(
        database().jdbcUrl(), database().user(), database().password());
  }

  /** A check has seen both CNAME records of the domain: the pair's tests show that one does. */
  public static void delegated(String domain) {
    execute(
        "update hosted_domain set delegated_at = now(), delegation_seen_at = now(),"
            + " delegation_ttl = 60 where name = '"
            + domain
            + "'");
  }

  @Override
  public Map<String, String> start() {
    try {
      Path folder =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "services-");
      Database database = Database.start(folder.resolve("data"));
      running = database;
      Path key = Files.writeString(folder.resolve("key"), KEY);
      Map<String, String> settings = new HashMap<>();
      settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
      settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
      settings.put("quarkus.datasource.username", database.user());
      settings.put("quarkus.datasource.password", database.password());
      settings.put("quarkus.datasource.reactive.additional-properties.lock_timeout", "2000");
      settings.put("kafka.bootstrap.servers", "127.0.0.1:9");
      settings.put("zone.name", "mta-sts-host.test");
      settings.put("dns.resolvers", "127.0.0.1:9");
      settings.put("dns.timeout", "100ms");
      settings.put("dmarc.gate", "off");
      settings.put("life.records-ready-wait", "PT0.2S");
      // All tests come from one address.
      settings.put("rate-limits.sign-ins", "100000");
      settings.put("events.streams-at-most", Integer.toString(STREAMS_AT_MOST));
      settings.put("tenants.first-admin-token", ADMIN_TOKEN);
      settings.put("certificates.key-encryption-key-file", key.toAbsolutePath().toString());
      settings.put("certificates.edge-key-file", key.toAbsolutePath().toString());
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (running != null) {
      running.close();
    }
  }
}
