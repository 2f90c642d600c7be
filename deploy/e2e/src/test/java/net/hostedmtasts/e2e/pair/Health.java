package net.hostedmtasts.e2e.pair;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.standalone.ControlPlane;
import net.hostedmtasts.standalone.Edge;

/** What the management interfaces of edges and control-planes say. */
public final class Health {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private Health() {}

  /** The status of a GET; 0 where nothing answers. */
  public static int status(Edge edge, String path) {
    try {
      return get(edge, path).statusCode();
    } catch (IOException notThere) {
      return 0;
    }
  }

  /** The body of a GET. */
  public static String body(Edge edge, String path) throws IOException {
    return get(edge, path).body();
  }

  /** The first value of a metric. */
  public static long metric(ControlPlane controlPlane, String name) throws IOException {
    String value =
        metrics(controlPlane).stream()
            .filter(line -> line.startsWith(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No metric " + name));
    return (long) Double.parseDouble(value.substring(value.lastIndexOf(' ') + 1));
  }

  /** Each metric with its labels and its value. */
  public static List<String> metrics(ControlPlane controlPlane) throws IOException {
    return get(controlPlane.management("/q/metrics"))
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private static HttpResponse<String> get(Edge edge, String path) throws IOException {
    return get(edge.management(path));
  }

  private static HttpResponse<String> get(URI address) throws IOException {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(address).timeout(LIMIT).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
