package net.hostedmtasts.policyserver.topic.edge;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
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
  private final Duration joinLimit;
  private final Acknowledgements acknowledgements;
  private EdgeState state = EdgeState.LOADING;
  private int join;
  private String waitingFor = "the brokers";
  private boolean answering;
  private @Nullable Held held;
  private volatile Runnable changed = () -> {};

  /** Loading, and nothing is held. */
  @Inject
  public EdgeStatus(@All List<Topic<?>> topics, EdgeSettings settings) {
    this.topics = List.copyOf(topics);
    this.joinLimit = settings.silenceLimit().dividedBy(2);
    this.acknowledgements = new Acknowledgements(joinLimit);
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
      return held == null
          ? new EdgeReport(state, join, takenAt, waitingFor, entries(null), Map.of(), Map.of())
          : new EdgeReport(
              state,
              join,
              takenAt,
              waitingFor,
              entries(held.tables()),
              held.unreadable().snapshot(KEYS_NAMED),
              held.applied().snapshot());
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

  /** Something was applied that heartbeats should tell soon. */
  public void changed() {
    changed.run();
  }

  /** What answers, or is being read for the first time. */
  public synchronized Optional<Held> held() {
    return Optional.ofNullable(held);
  }

  /** From now on this answers; null while there is nothing. */
  public synchronized void answersFrom(@Nullable Held reading) {
    this.held = reading;
  }

  /** What keeps this edge from being ready; empty when nothing does. */
  public synchronized void waitsFor(String what) {
    if (!what.equals(waitingFor) && state != EdgeState.LEAVING) {
      waitingFor = what;
      if (!what.isEmpty()) {
        LOG.infof("Waiting: state=%s for=%s", state, what);
      }
    }
  }

  /** Everything is read, perhaps once more. */
  public void loading() {
    enter(EdgeState.LOADING);
  }

  /** Begins to join, or to join again. */
  public Joining joining() {
    int number;
    synchronized (this) {
      number = ++join;
    }
    enter(EdgeState.JOINING);
    return new Joining(number, System.nanoTime(), joinLimit, acknowledgements);
  }

  /** The listeners are open: this edge answers. */
  public void ready() {
    synchronized (this) {
      answering = true;
      waitingFor = "";
    }
    enter(EdgeState.READY);
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
