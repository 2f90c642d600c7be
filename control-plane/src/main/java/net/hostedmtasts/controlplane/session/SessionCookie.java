package net.hostedmtasts.controlplane.session;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cookie of a session. Its prefix makes browsers refuse it from any other host and without TLS
 * (RFC 6265bis, section 4.1.3.2); only on loopback, where TLS is not needed, it has another name.
 */
@ApplicationScoped
class SessionCookie {
  static final String NAME = "__Host-mta-sts-session";
  static final String ON_LOOPBACK = "mta-sts-session";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");
  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127(\\.[0-9]{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private final Clock clock;

  SessionCookie(Clock clock) {
    this.clock = clock;
  }

  Optional<SessionSecret> read(HttpServerRequest request) {
    Cookie cookie = request.getCookie(name(request));
    return cookie == null ? Optional.empty() : SessionSecret.parse(cookie.getValue());
  }

  /** The value of {@code Set-Cookie} that begins a session. */
  String set(HttpServerRequest request, SignedIn session) {
    return cookie(
        request,
        session.secret().value(),
        Math.max(1, Duration.between(clock.instant(), session.expiresAt()).toSeconds()));
  }

  /** The value of {@code Set-Cookie} that ends one. */
  String remove(HttpServerRequest request) {
    return cookie(request, "", 0);
  }

  private static String cookie(HttpServerRequest request, String value, long maxAge) {
    return Cookie.cookie(name(request), value)
        .setPath("/")
        .setMaxAge(maxAge)
        .setHttpOnly(true)
        .setSecure(!withoutTls(request))
        // Strict would sign a person out who follows a link in a mail to the page.
        .setSameSite(CookieSameSite.LAX)
        .encode();
  }

  private static String name(HttpServerRequest request) {
    return withoutTls(request) ? ON_LOOPBACK : NAME;
  }

  // A proxy on this machine that ends TLS says so in a header, or keeps the host of the public.
  private static boolean withoutTls(HttpServerRequest request) {
    return !request.isSSL()
        && request.authority() != null
        && LOOPBACK.matcher(request.authority().host()).matches()
        && LOOPBACK_ADDRESS.matcher(request.remoteAddress().hostAddress()).matches()
        && Stream.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto")
            .noneMatch(request.headers()::contains);
  }
}
