package net.hostedmtasts.controlplane.certificate.authority;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.certificate.CertificateSettings;
import net.hostedmtasts.controlplane.certificate.acme.AcmeAuthorities;
import net.hostedmtasts.controlplane.certificate.local.LocalAuthority;
import net.hostedmtasts.controlplane.certificate.order.Authorities;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;

/** Reads {@code certificates.authorities}. */
final class ConfiguredAuthorities {
  private ConfiguredAuthorities() {}

  /**
   * The authorities, in the order of the settings.
   *
   * @throws IllegalArgumentException so that the service does not start where a name is unknown or
   *     twice there, or where the local authority would replace certificates that senders trust
   */
  @Produces
  @Singleton
  static Authorities configured(
      CertificateSettings settings, LocalAuthority local, AcmeAuthorities acme) {
    if (settings.authorities().contains(local.name()) && settings.authorities().size() > 1) {
      throw new IllegalArgumentException(
          "certificates.authorities: senders trust no certificate of "
              + local.name()
              + ", so it cannot stand in for another authority. Name it alone, or not at all");
    }
    return new Authorities(
        settings.authorities().stream().map(name -> named(name, local, acme)).toList());
  }

  private static CertificateAuthority named(
      String name, LocalAuthority local, AcmeAuthorities acme) {
    return name.equals(local.name())
        ? local
        : acme.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "certificates.authorities: there is no certificates.acme."
                            + name
                            + ".directory"));
  }
}
