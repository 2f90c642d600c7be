package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How certificates are ordered. */
@ConfigMapping(prefix = "orders")
public interface OrderSettings {
  /** Orders that one instance works on at the same time. */
  @WithDefault("20")
  @Min(1)
  @Max(1000)
  int atOnce();

  /** How long the turn of an order rests when the instance that works on it is killed. */
  @WithDefault("PT60S")
  @DurationMin(seconds = 2)
  @DurationMax(hours = 1)
  Duration claimedFor();

  /**
   * How long an order waits in all for edges that are silent, from when it was due; never longer
   * than a tenth of the life of the host's certificate, or without one of the last that the
   * authority signed.
   */
  @WithDefault("PT10M")
  @DurationMin(seconds = 0)
  @DurationMax(hours = 24)
  Duration waitForSilent();

  /**
   * Labels that get another set of CAA records within a second, when the configured one has
   * changed.
   */
  @WithDefault("50")
  @Min(1)
  @Max(10_000)
  int caaLabelsPerSecond();

  /** Certificates are renewed earlier by up to this part of their life. */
  @WithDefault("0.03")
  @DecimalMin("0")
  @DecimalMax("0.3")
  double renewalJitter();

  /** Pauses after the first failure, the second and so on; the last one goes on. */
  @WithDefault("PT1M,PT10M,PT100M,P1D")
  @NotEmpty
  List<@DurationMin(millis = 100) @DurationMax(days = 30) Duration> pauses();

  /** After so long without success an order rests until a person asks for a check. */
  @WithDefault("P30D")
  @DurationMin(seconds = 1)
  @DurationMax(days = 365)
  Duration triedFor();
}
