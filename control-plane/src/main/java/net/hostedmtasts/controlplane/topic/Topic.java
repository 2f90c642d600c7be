package net.hostedmtasts.controlplane.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A topic of the contract, with the settings that it must have (deploy/contract). */
public enum Topic {
  POLICIES("mta-sts.policies", Kind.COMPACTED),
  RECORDS("mta-sts.records", Kind.COMPACTED),
  CERTIFICATES("mta-sts.certificates", Kind.COMPACTED),
  CENSUS("mta-sts.census", Kind.COMPACTED_SINGLE),
  CHALLENGES("mta-sts.challenges", Kind.HOUR),
  EDGES("mta-sts.edges", Kind.HEARTBEATS),
  TLS_REPORTS("mta-sts.tls-reports", Kind.MONTH);

  private enum Kind {
    COMPACTED,
    COMPACTED_SINGLE,
    HOUR,
    HEARTBEATS,
    MONTH
  }

  private final String topicName;
  private final Kind kind;

  Topic(String topicName, Kind kind) {
    this.topicName = topicName;
    this.kind = kind;
  }

  public String topicName() {
    return topicName;
  }

  /**
   * Whether services work with this topic only while its clean-up is exactly {@code compact}: with
   * any other, keys would vanish by age.
   */
  public boolean mustBeCompact() {
    return kind == Kind.COMPACTED || kind == Kind.COMPACTED_SINGLE;
  }

  int partitions(TopicSettings settings) {
    return switch (kind) {
      case COMPACTED, HOUR, MONTH -> settings.partitions();
      case COMPACTED_SINGLE -> 1;
      // Whoever reads "A applied p" must already have read every "joining" before it.
      case HEARTBEATS -> 1;
    };
  }

  /** Settings that are checked; those of topics that need not be compact are also mended. */
  Map<String, String> configuration() {
    return switch (kind) {
      case COMPACTED, COMPACTED_SINGLE -> Map.of("cleanup.policy", "compact");
      case HOUR ->
          Map.of(
              "cleanup.policy", "compact,delete",
              "retention.ms", millis(Duration.ofHours(1)),
              "segment.ms", millis(Duration.ofMinutes(10)));
      case HEARTBEATS ->
          Map.of(
              "cleanup.policy",
              "compact,delete",
              "retention.ms",
              millis(Duration.ofHours(2)),
              "segment.ms",
              millis(Duration.ofMinutes(10)),
              "message.timestamp.type",
              "LogAppendTime");
      case MONTH -> Map.of("cleanup.policy", "delete", "retention.ms", millis(Duration.ofDays(30)));
    };
  }

  /** Settings of a topic when it is made. */
  Map<String, String> creation(TopicSettings settings) {
    Map<String, String> all = new LinkedHashMap<>(configuration());
    all.put("min.insync.replicas", Integer.toString(settings.minInsyncReplicas()));
    if (mustBeCompact()) {
      // The active segment is never compacted: short ones keep an edge's start short.
      all.put("segment.ms", millis(Duration.ofHours(1)));
      all.put("segment.bytes", Integer.toString(32 * 1024 * 1024));
      all.put("delete.retention.ms", millis(Duration.ofDays(7)));
    }
    return all;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
