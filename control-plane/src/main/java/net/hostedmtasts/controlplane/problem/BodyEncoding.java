package net.hostedmtasts.controlplane.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses a compressed body by its name (RFC 9110, section 15.5.16): its octets are no JSON. */
class BodyEncoding {
  private static final String NONE = "identity";
  private static final Pattern COMMA = Pattern.compile("[, ]+");

  @ServerRequestFilter
  void check(ContainerRequestContext request) {
    List<String> headers =
        request.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of());
    if (!headers.stream().flatMap(BodyEncoding::codings).allMatch(NONE::equalsIgnoreCase)) {
      throw new Refused(
              Reason.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without Content-Encoding.")
          .field(HttpHeaders.CONTENT_ENCODING)
          .header(HttpHeaders.ACCEPT_ENCODING, NONE);
    }
  }

  private static Stream<String> codings(String header) {
    return COMMA.splitAsStream(header).filter(coding -> !coding.isEmpty());
  }
}
