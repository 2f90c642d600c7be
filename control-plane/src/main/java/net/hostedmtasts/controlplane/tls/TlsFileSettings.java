package net.hostedmtasts.controlplane.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The API with a certificate from files: TLS configuration {@code files}. */
@ConfigMapping(prefix = "tls")
public interface TlsFileSettings {
  /** PEM file of the certificate, and of its chain behind it. */
  Optional<Path> certificateFile();

  /** PEM file of the certificate's private key. A file, because environments end up in logs. */
  Optional<Path> keyFile();

  /** How often both are looked at again, so that a renewed certificate needs no restart. */
  @WithDefault("PT5S")
  @DurationMin(millis = 100)
  @DurationMax(hours = 24)
  Duration fileInterval();
}
