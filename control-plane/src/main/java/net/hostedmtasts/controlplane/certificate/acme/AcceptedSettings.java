package net.hostedmtasts.controlplane.certificate.acme;

import com.google.common.net.InetAddresses;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;

/** What is found out at the start, and not by the first order. */
final class AcceptedSettings {
  private AcceptedSettings() {}

  /**
   * Refuses what cannot work or is not safe.
   *
   * @throws IllegalArgumentException so that the service does not start
   */
  static void require(String authority, AcmeSettings settings) {
    requireSecret(authority, settings.directory());
    if (settings.externalAccount().isPresent() != settings.externalAccountKeyFile().isPresent()) {
      throw new IllegalArgumentException(
          "certificates.acme."
              + authority
              + ": external-account and external-account-key-file belong together");
    }
    settings.externalAccountKeyFile().ifPresent(file -> BindingKey.read(authority, file));
  }

  /** RFC 8555, section 6.1: HTTPS. On this machine nobody listens in between. */
  private static void requireSecret(String authority, URI directory) {
    String scheme = Optional.ofNullable(directory.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    String host = Optional.ofNullable(directory.getHost()).orElse("");
    boolean secret = scheme.equals("https") || (scheme.equals("http") && isLoopback(host));
    if (host.isEmpty() || !secret) {
      throw new IllegalArgumentException(
          "certificates.acme."
              + authority
              + ".directory: "
              + directory
              + " is no https:// address; http:// is for loopback addresses alone");
    }
  }

  /** By the text alone: what a name leads to may change after this. */
  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || (InetAddresses.isUriInetAddress(host)
            && InetAddresses.forUriString(host).isLoopbackAddress());
  }
}
