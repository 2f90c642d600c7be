package net.hostedmtasts.policyserver.certificate;

import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The server name that a client asked for (RFC 6066, section 3). */
public final class RequestedName {
  private RequestedName() {}

  /** In lower case; empty when the client named none, or nothing that can be a host name. */
  public static Optional<String> of(@Nullable SSLSession session) {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      return extended.getRequestedServerNames().stream()
          .filter(SNIHostName.class::isInstance)
          .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
          .findFirst();
    } catch (IllegalArgumentException e) {
      // Java refuses names that the client may well send.
      return Optional.empty();
    }
  }
}
