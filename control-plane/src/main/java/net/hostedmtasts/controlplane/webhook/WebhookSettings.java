package net.hostedmtasts.controlplane.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Webhooks, and how deliveries to them are attempted. */
@ConfigMapping(prefix = "webhooks")
public interface WebhookSettings {
  /** Webhooks of one tenant. */
  @WithDefault("20")
  @Min(0)
  @Max(1000)
  int perTenant();

  /** Deliveries that one instance attempts at the same time. */
  @WithDefault("50")
  @Min(1)
  @Max(1000)
  int atOnce();

  /** Of these, to one host; one that fails gets one at a time. */
  @WithDefault("4")
  @Min(1)
  @Max(1000)
  int atOncePerHost();

  /** What one attempt may take, from connecting to the end of the answer. */
  @WithDefault("PT15S")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 1)
  Duration deadline();

  /**
   * Pauses after the first failure, the second and so on, each a little longer at random; after the
   * failure behind the last one the delivery has failed. Three days, as Standard Webhooks proposes.
   */
  @WithDefault("PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
  @Size(min = 1, max = 30)
  List<@DurationMin(millis = 1) @DurationMax(days = 2) Duration> pauses();

  /** How long the secret before the newest one stays valid. */
  @WithDefault("PT24H")
  @DurationMin(seconds = 0)
  @DurationMax(days = 30)
  Duration previousSecretValidFor();

  /** After so long with nothing but failures a webhook is disabled. */
  @WithDefault("P5D")
  @DurationMin(seconds = 1)
  @DurationMax(days = 365)
  Duration disabledAfter();

  /** How long deliveries are kept, since their last attempt. */
  @WithDefault("P30D")
  @DurationMin(days = 3)
  @DurationMax(days = 3650)
  Duration deliveriesKeptFor();
}
