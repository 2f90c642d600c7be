package net.hostedmtasts.controlplane.edge;

import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.topic.Readers;

/** Edges that tests let beat, on the tests' clock. */
@Vetoed
public final class TestEdgeReader extends EdgeReader {
  private final LiveEdges live;
  private final Clock clock;
  private final Set<String> stopped = new HashSet<>();

  TestEdgeReader(Readers readers, Wake wake, EdgeSettings settings, Clock clock) {
    super(readers, wake, settings);
    this.clock = clock;
    this.live =
        new LiveEdges(
            settings.silentAfter(), () -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()));
    live.reachedEnd();
  }

  /** A heartbeat arrives. */
  public void heard(String edge, Heartbeat heartbeat) {
    live.heard(edge, heartbeat, clock.instant());
  }

  /** The edge has closed its listeners, and deleted its key. */
  public void stopped(String edge) {
    live.gone(edge);
    stopped.add(edge);
  }

  /** Nothing was heard of any edge, and nothing is known of those from before. */
  public void forget() {
    live.restarted();
    live.reachedEnd();
    stopped.clear();
  }

  @Override
  public Optional<Edges> now() {
    return live.now();
  }

  @Override
  public Edges forPeople() {
    return live.forPeople();
  }

  @Override
  Set<String> takeStopped() {
    Set<String> taken = Set.copyOf(stopped);
    stopped.clear();
    return taken;
  }

  @Override
  void giveUp(String edge) {
    live.giveUp(edge);
  }
}
