package net.hostedmtasts.e2e.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;
import net.hostedmtasts.standalone.Database;

/** Revision and state of every key, as the database wants them and as the topics show them. */
final class WantedRecords {
  private static final List<String> TOPICS =
      List.of(TopicClient.POLICIES, TopicClient.RECORDS, TopicClient.CERTIFICATES);

  private WantedRecords() {}

  static Map<String, String> inDatabase(Pair pair) {
    Database database = pair.deployment().database();
    Map<String, String> wanted = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select topic, key, revision, served from publication")) {
      while (rows.next()) {
        wanted.put(
            rows.getString(1) + " " + rows.getString(2),
            rows.getLong(3) + " " + (rows.getBoolean(4) ? "served" : "withdrawn"));
      }
      return wanted;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> inTopics(Pair pair) {
    Map<String, String> shown = new TreeMap<>();
    for (String topic : TOPICS) {
      pair.topics()
          .read(topic)
          .forEach((key, record) -> shown.put(topic + " " + key, revisionAndState(record)));
    }
    return shown;
  }

  private static String revisionAndState(JsonNode record) {
    return record.path("revision").asLong() + " " + record.path("state").asText();
  }
}
