package net.hostedmtasts.policyserver.certificate;

import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/**
 * Refuses other names before a key is looked for: then the client is told that the name is unknown
 * (RFC 6066, section 3), where a missing key only is an internal error.
 */
final class HeldNames extends SNIMatcher {
  private final Predicate<String> held;

  HeldNames(Predicate<String> held) {
    super(StandardConstants.SNI_HOST_NAME);
    this.held = held;
  }

  @Override
  public boolean matches(SNIServerName name) {
    return name instanceof SNIHostName host
        && held.test(host.getAsciiName().toLowerCase(Locale.ROOT));
  }
}
