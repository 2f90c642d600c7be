package net.hostedmtasts.controlplane.topic;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the topics are made. */
@EnoughReplicas
@ConfigMapping(prefix = "topics")
public interface TopicSettings {
  /**
   * Partitions of each compacted topic of domains. It cannot be changed later: a key would move to
   * another partition.
   */
  @WithDefault("6")
  @Min(1)
  @Max(100)
  int partitions();

  /** Copies of each record. */
  @WithDefault("3")
  @Min(1)
  @Max(9)
  short replicationFactor();

  /** Copies that must have a record before it counts as sent. */
  @WithDefault("2")
  @Min(1)
  @Max(9)
  int minInsyncReplicas();

  /** How often the topics are looked at: missing ones are made, a topic made anew is noticed. */
  @WithDefault("PT1S")
  @DurationMin(millis = 100)
  Duration checkEvery();
}
