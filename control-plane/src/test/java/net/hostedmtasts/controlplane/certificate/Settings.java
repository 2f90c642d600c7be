package net.hostedmtasts.controlplane.certificate;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Settings as the configuration makes them. */
public final class Settings {
  private Settings() {}

  /** Limits of an authority: the defaults but for these. */
  public static AcmeSettings.Limits limits(Map<String, Integer> some) {
    Map<String, String> all = new HashMap<>();
    all.put("certificates.key-encryption-key-file", "/keys/at-rest");
    all.put("certificates.edge-key-file", "/keys/edge");
    all.put("certificates.acme.acme.directory", "https://ca.example/directory");
    some.forEach(
        (name, value) -> all.put("certificates.acme.acme.limits." + name, value.toString()));
    return Objects.requireNonNull(of(all).acme().get("acme")).limits();
  }

  /** From these properties alone. */
  public static CertificateSettings of(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(CertificateSettings.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(CertificateSettings.class);
  }
}
