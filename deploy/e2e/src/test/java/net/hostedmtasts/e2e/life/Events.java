package net.hostedmtasts.e2e.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import net.hostedmtasts.standalone.Deployment;

/** Follows the events of one domain as a browser does (the HTML standard, section 9.2). */
final class Events implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One event, as it came. */
  record Event(long id, String type, JsonNode data) {
    /** Such as {@code verifying>active}; "" where the status has not changed. */
    String change() {
      return type.equals("status")
          ? data.path("from").asText() + ">" + data.path("status").asText()
          : "";
    }
  }

  private final Stream<String> lines;
  private final List<Event> all = new CopyOnWriteArrayList<>();
  private final Map<String, String> fields = new HashMap<>();

  private Events(Stream<String> lines) {
    this.lines = lines;
    Thread reader = new Thread(this::read, "events");
    reader.setDaemon(true);
    reader.start();
  }

  /** Events after the one with this id. */
  static Events after(long id, Watched domain) {
    Deployment deployment = domain.pair().deployment();
    try {
      HttpResponse<Stream<String>> response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(
                  HttpRequest.newBuilder(
                          deployment
                              .controlPlane(1)
                              .api("/api/v1/domains/" + domain.domain() + "/events"))
                      .timeout(LIMIT)
                      .header(
                          "Authorization",
                          "Bearer " + Files.readString(deployment.data().adminToken()).strip())
                      .header("Accept", "text/event-stream")
                      .header("Last-Event-ID", Long.toString(id))
                      .build(),
                  HttpResponse.BodyHandlers.ofLines());
      if (response.statusCode() != 200) {
        throw new AssertionError("Events answered " + response.statusCode());
      }
      return new Events(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Those that have come so far. */
  List<Event> all() {
    return List.copyOf(all);
  }

  /** The changes of status among them, in order. */
  List<String> changes() {
    return all.stream().map(Event::change).filter(change -> !change.isEmpty()).toList();
  }

  private void read() {
    try {
      lines.forEach(this::line);
    } catch (UncheckedIOException closed) {
      // As the test wanted it, or all that came is there to be looked at.
    }
  }

  private void line(String line) {
    if (!line.isEmpty()) {
      String[] field = line.split(":", 2);
      fields.merge(field[0], field.length > 1 ? field[1].strip() : "", String::concat);
    } else if (fields.containsKey("data")) {
      all.add(
          new Event(
              Long.parseLong(fields.getOrDefault("id", "0")),
              fields.getOrDefault("event", "message"),
              json(fields.getOrDefault("data", ""))));
      fields.clear();
    } else {
      fields.clear();
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("Not JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
