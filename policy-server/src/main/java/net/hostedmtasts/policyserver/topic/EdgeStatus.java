package net.hostedmtasts.policyserver.topic;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where this edge stands, for heartbeats, health checks and whoever answers. Written by the reader.
 */
@Singleton
public class EdgeStatus {
  private static final Logger LOG = Logger.getLogger(EdgeStatus.class);
  private static final int KEYS_NAMED = 100;

  private final List<Topic<?>> topics;
  private final Acknowledgements acknowledgements;
  private EdgeState state = EdgeState.LOADING;
  private int join;
  private String waitingFor = "the brokers";
  private boolean answering;
  private @Nullable Reading reading;
  private volatile Runnable changed = () -> {};

  @Inject
  EdgeStatus(@All List<Topic<?>> topics, EdgeSettings settings) {
    this.topics = List.copyOf(topics);
    this.acknowledgements = new Acknowledgements(settings.silenceLimit().dividedBy(2));
  }

  public synchronized EdgeState state() {
    return state;
  }

  /**
   * Whether this edge was ready once and has not closed its listeners. Losing the brokers does not
   * change it.
   */
  public synchronized boolean answering() {
    return answering;
  }

  /** What this edge holds now. */
  public EdgeReport report() {
    long takenAt = System.nanoTime();
    synchronized (this) {
      return reading == null
          ? new EdgeReport(state, join, takenAt, waitingFor, entries(null), Map.of(), Map.of())
          : new EdgeReport(
              state,
              join,
              takenAt,
              waitingFor,
              entries(reading.tables()),
              reading.unreadable().snapshot(KEYS_NAMED),
              reading.applied().snapshot());
    }
  }

  private Map<String, Integer> entries(@Nullable Tables tables) {
    return topics.stream()
        .collect(
            Collectors.toMap(
                Topic::name,
                topic -> tables == null ? 0 : tables.served(topic),
                (one, other) -> one,
                TreeMap::new));
  }

  /** The brokers have acknowledged a heartbeat made of {@code sent}. */
  public void acknowledged(EdgeReport sent) {
    acknowledgements.add(sent, System.nanoTime());
  }

  /** Runs {@code listener} after each change, on the thread that made it: it must not block. */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /** This edge was asked to stop. It answers on until {@link #closed()}. */
  public void leaving() {
    synchronized (this) {
      state = EdgeState.LEAVING;
      waitingFor = "nothing: asked to stop";
    }
    changed.run();
  }

  /** The listeners are closed. */
  public synchronized void closed() {
    answering = false;
  }

  void changed() {
    changed.run();
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  /** What answers, or is being read for the first time. */
  synchronized Optional<Reading> reading() {
    return Optional.ofNullable(reading);
  }

  synchronized void answersFrom(@Nullable Reading reading) {
    this.reading = reading;
  }

  synchronized void waitsFor(String what) {
    if (!what.equals(waitingFor) && state != EdgeState.LEAVING) {
      waitingFor = what;
      if (!what.isEmpty()) {
        LOG.infof("Waiting: state=%s for=%s", state, what);
      }
    }
  }

  void loading() {
    enter(EdgeState.LOADING);
  }

  /**
   * Begins to join, or to join again.
   *
   * @return the number of this join
   */
  int joining() {
    synchronized (this) {
      join++;
    }
    enter(EdgeState.JOINING);
    return join();
  }

  void ready() {
    synchronized (this) {
      answering = true;
      waitingFor = "";
    }
    enter(EdgeState.READY);
  }

  synchronized boolean wasReady() {
    return answering;
  }

  private synchronized int join() {
    return join;
  }

  private void enter(EdgeState next) {
    synchronized (this) {
      if (state == EdgeState.LEAVING) {
        return;
      }
      if (state != next) {
        LOG.infof("State: %s -> %s", state, next);
      }
      state = next;
    }
    changed.run();
  }
}
