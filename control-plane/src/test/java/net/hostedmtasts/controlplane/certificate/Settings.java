package net.hostedmtasts.controlplane.certificate;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as the configuration makes them. */
public final class Settings {
  private Settings() {}

  /** From these properties alone. */
  public static CertificateSettings of(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(CertificateSettings.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(CertificateSettings.class);
  }
}
