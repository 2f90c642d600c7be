package net.hostedmtasts.controlplane.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Edges as one reader of their heartbeats sees them, on a clock that stands until it is moved. */
public final class TestEdges {
  /** The silence limit. */
  public static final Duration LIMIT = Duration.ofSeconds(5);

  /** The one topic that is applied, and its id. */
  public static final String TOPIC = "mta-sts.policies";

  static final String ID = "topic-id-1";
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final LiveEdges live = new LiveEdges(LIMIT, this::nanos);
  private Duration passed = Duration.ofDays(1);

  private long nanos() {
    return passed.toNanos();
  }

  /** A record of {@code key} in the only partition. */
  public static Place place(String key, long offset) {
    return new Place(TOPIC, ID, key, 0, offset);
  }

  /** A heartbeat that has applied {@code applied} records. */
  public static Heartbeat heartbeat(String state, long applied) {
    return heartbeat(state, ID, applied, Map.of());
  }

  static Heartbeat heartbeat(
      String state, String topicId, long applied, Map<String, Heartbeat.Unreadable> unreadable) {
    return new Heartbeat(
        state,
        "1.0.0",
        "",
        List.of(),
        Map.of(),
        unreadable,
        Map.of(TOPIC, new Heartbeat.Applied(topicId, List.of(applied))));
  }

  /** The end of the topic is reached. */
  public TestEdges reachedEnd() {
    live.reachedEnd();
    return this;
  }

  /** One edge is heard. */
  public void heard(String edge, String state, long applied) {
    heard(edge, heartbeat(state, applied));
  }

  void heard(String edge, Heartbeat heartbeat) {
    live.heard(edge, heartbeat, Instant.EPOCH.plus(passed));
  }

  /** Time passes in which nothing is heard. */
  public void pass(Duration time) {
    passed = passed.plus(time);
  }

  /** Time passes in which these edges repeat their heartbeats each second. */
  void pass(Duration time, Map<String, Heartbeat> beating) {
    for (Duration left = time; !left.isZero(); left = left.minus(BEAT)) {
      passed = passed.plus(BEAT);
      beating.forEach(this::heard);
    }
  }

  /** The edge has deleted its key. */
  public void gone(String edge) {
    live.gone(edge);
  }

  /** A poll was late or failed. */
  public void interrupted() {
    live.interrupted();
  }

  void restarted() {
    live.restarted();
  }

  /** What the reader says now. */
  public Optional<Edges> now() {
    return live.now();
  }

  Edges forPeople() {
    return live.forPeople();
  }

  static Edge edge(String id, Heartbeat heartbeat, boolean silent, Instant heardAt) {
    return new Edge(id, new EdgeSeen(heartbeat, heardAt, 0), silent);
  }
}
