package net.hostedmtasts.controlplane.outside;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/** How checks reach the outside world. Other ports than the public ones are for test systems. */
@ConfigMapping(prefix = "check")
public interface OutsideSettings {

  /** Where policy hosts answer (RFC 8461, section 3.3). */
  @WithDefault("443")
  @Min(1)
  @Max(65535)
  int httpsPort();

  /** Where challenges are answered (RFC 8555, section 8.3). */
  @WithDefault("80")
  @Min(1)
  @Max(65535)
  int httpPort();

  /** Where name servers answer. */
  @WithDefault("53")
  @Min(1)
  @Max(65535)
  int dnsPort();

  /** Where MX hosts answer. */
  @WithDefault("25")
  @Min(1)
  @Max(65535)
  int smtpPort();

  /**
   * PEM file with the only roots to trust. Without it: those of the Java runtime, which are public
   * ones, as a sending MTA's are.
   */
  Optional<Path> trust();

  /**
   * Opens 127.0.0.0/8 and ::1, for test systems. In production strangers could then reach what
   * listens there.
   */
  @WithDefault("false")
  boolean allowLoopback();
}
