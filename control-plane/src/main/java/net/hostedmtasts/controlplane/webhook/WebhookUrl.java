package net.hostedmtasts.controlplane.webhook;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * Where deliveries go: an https address of a named host, at port 443 or one from 1024 on. Lower
 * ports belong to services that do not expect such requests. What its name leads to is judged at
 * each attempt.
 */
public record WebhookUrl(String value, String host, int port, String target, boolean tls) {
  private static final int MAX = 1_000;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int FIRST_FREE = 1_024;
  private static final int LAST = 65_535;
  private static final String LOCALHOST = "localhost";
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]{1," + MAX + "}");

  /**
   * Reads an address.
   *
   * @param loopback whether hosts on loopback are open, which may also be asked without TLS
   */
  public static WebhookUrl parse(String text, boolean loopback) {
    URI uri = uri(text);
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    String host = host(uri).orElseThrow(() -> invalid(text));
    boolean here = loopback && isLoopback(host);
    boolean plain = here && "http".equalsIgnoreCase(uri.getScheme());
    int standard = tls ? HTTPS : HTTP;
    int port = uri.getPort() < 0 ? standard : uri.getPort();
    if ((!tls && !plain)
        || (!here && !isName(host))
        || (port != standard && (port < FIRST_FREE || port > LAST))
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw invalid(text);
    }
    return new WebhookUrl(text, host, port, target(uri), tls);
  }

  /** The address that the host is, where it is one of loopback; names are looked up. */
  public Optional<InetAddress> address() {
    return host.equals(LOCALHOST)
        ? Optional.of(InetAddress.getLoopbackAddress())
        : literal(host).filter(InetAddress::isLoopbackAddress);
  }

  /** The Host header field (RFC 9110, section 7.2). */
  public String authority() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == (tls ? HTTPS : HTTP) ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return value;
  }

  private static URI uri(String text) {
    try {
      if (PRINTABLE.matcher(text).matches()) {
        return new URI(text);
      }
    } catch (URISyntaxException e) {
      // It is refused like any other.
    }
    throw invalid(text);
  }

  private static Optional<String> host(URI uri) {
    return Optional.ofNullable(uri.getHost())
        .map(host -> host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
        .map(host -> host.toLowerCase(Locale.ROOT));
  }

  private static boolean isLoopback(String host) {
    return host.equals(LOCALHOST)
        || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  private static Optional<InetAddress> literal(String host) {
    return InetAddresses.isInetAddress(host)
        ? Optional.of(InetAddresses.forString(host))
        : Optional.empty();
  }

  private static boolean isName(String host) {
    try {
      return new DomainName(host).labels().size() > 1;
    } catch (InvalidValue noName) {
      return false;
    }
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static InvalidValue invalid(String text) {
    return new InvalidValue(
        "webhook URL",
        text,
        "https:// and a host name in A-labels, port 443 or 1024 to 65535, no user and no fragment, at most "
            + MAX
            + " characters");
  }
}
