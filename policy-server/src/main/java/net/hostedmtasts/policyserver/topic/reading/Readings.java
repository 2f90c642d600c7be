package net.hostedmtasts.policyserver.topic.reading;

import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The reading that answers, and the one that will replace it after a gap or when a topic was
 * created anew. Until the second one is complete, the first one answers and is tailed on.
 */
final class Readings implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Readings.class);
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration WAIT_FOR_EACH = Duration.ofMillis(20);

  private final ReadingFactory factory;
  private final CensusCheck census;
  private final EdgeStatus status;
  private final CurrentTables current;
  private @Nullable Reading answering;
  private @Nullable Reading next;

  Readings(ReadingFactory factory, CensusCheck census, EdgeStatus status, CurrentTables current) {
    this.factory = factory;
    this.census = census;
    this.status = status;
    this.current = current;
  }

  Optional<Reading> answering() {
    return Optional.ofNullable(answering);
  }

  /**
   * Reads on, and starts over where that is needed.
   *
   * @return how many records were applied to what answers
   */
  int readOn(BrokerView view) {
    startWhatIsMissing(view);
    if (answering == null) {
      return 0;
    }
    int applied = answering.poll(next == null ? WAIT : WAIT_FOR_EACH);
    answering.compareWith(view);
    if (next != null) {
      next.poll(WAIT_FOR_EACH);
      next.compareWith(view);
      replaceIfComplete(next);
    }
    return applied;
  }

  private void startWhatIsMissing(BrokerView view) {
    long now = System.nanoTime();
    if (next != null && next.outdated(view, now)) {
      next.close();
      next = null;
    }
    if (answering == null) {
      answer(factory.begin(view));
    } else if (next == null && answering.outdated(view, now)) {
      startOver(view);
    }
  }

  private void startOver(BrokerView view) {
    Optional<Reading> begun = factory.begin(view);
    if (begun.isEmpty()) {
      return;
    }
    LOG.info("Everything is read again.");
    if (status.answering()) {
      next = begun.get();
    } else {
      status.loading();
      answer(begun);
    }
  }

  private void replaceIfComplete(Reading complete) {
    if (!complete.caughtUp()) {
      return;
    }
    Optional<String> missing = census.missing(complete.tables(), complete.topics());
    missing.ifPresent(what -> status.waitsFor("what is read again: " + what));
    if (missing.isEmpty()) {
      complete.tables().succeed(current.tables(), complete.unreadable());
      answer(Optional.of(complete));
      next = null;
      status.waitsFor("");
      LOG.info("What was read again answers now.");
    }
  }

  private void answer(Optional<Reading> reading) {
    if (answering != null) {
      answering.close();
    }
    answering = reading.orElse(null);
    reading.ifPresent(begun -> current.replace(begun.tables()));
    status.answersFrom(answering == null ? null : answering.held());
    status.changed();
  }

  /**
   * What was read under wrong settings cannot be trusted to be complete: everything is read again
   * after it.
   */
  void distrust() {
    if (answering != null) {
      answering.distrust();
    }
    if (next != null) {
      next.close();
      next = null;
    }
  }

  @Override
  public void close() {
    if (next != null) {
      next.close();
    }
    if (answering != null) {
      answering.close();
    }
  }
}
