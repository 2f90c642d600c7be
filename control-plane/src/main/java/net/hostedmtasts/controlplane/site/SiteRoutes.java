package net.hostedmtasts.controlplane.site;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers for the addresses of the page and for its files. */
@ApplicationScoped
class SiteRoutes {
  private static final List<String> ADDRESSES =
      List.of("/", "/sign-in", "/account", "/domains/:domain");
  // Before the handler of static resources, which would send libraries without compression.
  private static final int ORDER = -1;
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final int NOT_MODIFIED = 304;

  private final Site site = Site.ofClassPath();

  SiteRoutes() {}

  void register(@Observes Router router) {
    String tag = "\"" + SiteFile.sha256(site.document().plain()) + "\"";
    for (String address : ADDRESSES) {
      router.get(address).order(ORDER).handler(context -> document(context, tag));
      router.head(address).order(ORDER).handler(context -> document(context, tag));
    }
    site.files()
        .forEach(
            (path, file) -> {
              router.get(path).order(ORDER).handler(context -> immutable(context, file));
              router.head(path).order(ORDER).handler(context -> immutable(context, file));
            });
  }

  private void document(RoutingContext context, String tag) {
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
            .putHeader(HttpHeaders.ETAG, tag)
            .putHeader("Content-Security-Policy", site.contentSecurityPolicy())
            .putHeader("Referrer-Policy", "no-referrer")
            .putHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(NOT_MODIFIED).end();
    } else {
      send(context, site.document());
    }
  }

  private static void immutable(RoutingContext context, SiteFile file) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
    send(context, file);
  }

  private static void send(RoutingContext context, SiteFile file) {
    boolean gzip = takesGzip(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
            .putHeader(HttpHeaders.VARY, "Accept-Encoding")
            .putHeader("X-Content-Type-Options", "nosniff");
    if (gzip) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    // To HEAD the server sends the length alone.
    response.end(Buffer.buffer(gzip ? file.compressed() : file.plain()));
  }

  // What is not wanted has the weight 0 (RFC 9110, section 12.5.3).
  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Stream.of(accepted.toLowerCase(Locale.ROOT).split(",", -1))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(
                coding ->
                    coding.equals("gzip")
                        || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
  }
}
