package net.hostedmtasts.e2e.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody with a browser: keeps cookies by server, as loopback addresses allow that are "secure"
 * without TLS, and follows no redirect by itself, so that the tests see each step.
 */
final class Visitor {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");

  private final URI service;
  private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();
  private final List<String> everSet = new ArrayList<>();

  Visitor(URI service) {
    this.service = service;
  }

  /** A page of the service. */
  HttpResponse<String> get(String path) {
    return get(service.resolve(path));
  }

  HttpResponse<String> get(URI address) {
    return send(HttpRequest.newBuilder(address).GET());
  }

  /**
   * Begins at this path, and ends with the provider's answer: to where it sends the person back.
   */
  URI throughProvider(String path, String user) {
    HttpResponse<String> begin = get(path);
    URI provider = location(begin);
    return provider.getPath().equals("/sign-in/oidc")
        ? throughProvider("/sign-in/oidc", user)
        : logIn(provider, user);
  }

  /** Fills in the provider's form. */
  URI logIn(URI provider, String user) {
    HttpResponse<String> page = get(provider);
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("No form: " + page.statusCode() + " " + page.body());
    }
    return location(
        send(
            HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "username="
                            + user
                            + "&credentialId=&password="
                            + encoded(user + "'s password")))));
  }

  /** The whole way; where it ends. */
  String signIn(String user) {
    return signIn("/sign-in/oidc", user);
  }

  String signIn(String path, String user) {
    return get(throughProvider(path, user)).headers().firstValue("Location").orElse("nowhere");
  }

  /** A request of the page, with the session's own token. */
  HttpResponse<String> page(String method, String path, String body) {
    return send(
        request(method, path, body).header("X-CSRF-Token", session().path("csrf_token").asText()));
  }

  /** The same from the page of another site. */
  HttpResponse<String> foreign(String method, String path, String body) {
    return send(request(method, path, body));
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(service.resolve(path))
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  JsonNode session() {
    return json(get("/api/v1/session"));
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI location(HttpResponse<String> answer) {
    return answer
        .uri()
        .resolve(
            answer
                .headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body())));
  }

  /** A cookie of the service; empty where there is none. */
  String cookie(String name) {
    return jar(service).getOrDefault(name, "");
  }

  /** Puts a cookie there, as somebody who has got at the browser. */
  void plant(String name, String value) {
    jar(service).put(name, value);
  }

  /** Every {@code Set-Cookie} that the service has sent. */
  List<String> everSet() {
    return List.copyOf(everSet);
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    URI to = builder.build().uri();
    if (!jar(to).isEmpty()) {
      builder.header(
          "Cookie",
          jar(to).entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> answer =
          CLIENT.send(
              builder.timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      answer.headers().allValues("Set-Cookie").forEach(cookie -> keep(to, cookie));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(to.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(URI from, String setCookie) {
    if (from.getAuthority().equals(service.getAuthority())) {
      everSet.add(setCookie);
    }
    String pair = setCookie.split(";", 2)[0];
    String name = pair.substring(0, pair.indexOf('='));
    if (setCookie.contains("Max-Age=0")) {
      jar(from).remove(name);
    } else {
      jar(from).put(name, pair.substring(name.length() + 1));
    }
  }

  private Map<String, String> jar(URI server) {
    return cookies.computeIfAbsent(server.getAuthority(), none -> new LinkedHashMap<>());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
