package net.hostedmtasts.e2e.pair;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import net.hostedmtasts.standalone.Edge;

/** An edge's management interface. */
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

  private static HttpResponse<String> get(Edge edge, String path) throws IOException {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(edge.management(path)).timeout(LIMIT).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
