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
   * @throws IllegalArgumentException so that the service does not start where a name is unknown
   */
  @Produces
  @Singleton
  static Authorities configured(
      CertificateSettings settings, LocalAuthority local, AcmeAuthorities acme) {
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
