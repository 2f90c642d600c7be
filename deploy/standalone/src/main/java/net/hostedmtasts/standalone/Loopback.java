package net.hostedmtasts.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Plain HTTP requests to processes on this machine, with a limit on their time. */
final class Loopback {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Loopback() {}

  /** The status of a GET, or 0 if there is none. */
  static int status(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
      return send(request).statusCode();
    } catch (IOException unreachable) {
      return 0;
    }
  }

  /** The body of a GET on one line, or why there is none. */
  static String body(URI address) {
    try {
      return send(HttpRequest.newBuilder(address).build()).body().replaceAll("\\s+", " ");
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Sends a request, which is given a limit if it has none. */
  static HttpResponse<String> send(HttpRequest request) throws IOException {
    HttpRequest limited =
        request.timeout().isPresent()
            ? request
            : HttpRequest.newBuilder(request, (name, value) -> true).timeout(LIMIT).build();
    try {
      return CLIENT.send(limited, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
