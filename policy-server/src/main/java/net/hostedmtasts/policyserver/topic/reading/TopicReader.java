package net.hostedmtasts.policyserver.topic.reading;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.hostedmtasts.policyserver.listener.Listeners;
import net.hostedmtasts.policyserver.topic.CensusTopic;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import net.hostedmtasts.policyserver.topic.broker.BrokerWatch;
import net.hostedmtasts.policyserver.topic.broker.KafkaClients;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import net.hostedmtasts.policyserver.topic.edge.Joining;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The one thread that reads the topics, writes the tables and decides when this edge is ready. */
@Singleton
public class TopicReader {
  private static final Logger LOG = Logger.getLogger(TopicReader.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final long HOUSEKEEPING = TimeUnit.SECONDS.toNanos(30);

  private final EdgeStatus status;
  private final BrokerWatch watch;
  private final Readings readings;
  private final TopicSettingsCheck settingsCheck;
  private final CensusCheck census;
  private final Listeners listeners;
  private final List<String> topicNames;
  private final Thread thread = new Thread(this::run, "topic-reader");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Joining joining;
  private String problem = "";
  private long tidiedAt = System.nanoTime();

  @Inject
  TopicReader(
      KafkaClients clients,
      @All List<Topic<?>> topics,
      CensusTopic censusTopic,
      EdgeStatus status,
      CurrentTables current,
      Listeners listeners,
      NewestRecord newest,
      MeterRegistry metrics) {
    this.status = status;
    this.listeners = listeners;
    this.topicNames = topics.stream().map(Topic::name).toList();
    this.watch =
        BrokerWatch.of(
            clients,
            Stream.concat(topicNames.stream(), Stream.of(TopicSettingsCheck.EDGES)).toList());
    this.census = new CensusCheck(censusTopic, topics);
    this.settingsCheck = new TopicSettingsCheck(censusTopic, topics);
    this.readings =
        new Readings(new ReadingFactory(clients, topics, newest, metrics), census, status, current);
    thread.setDaemon(true);
  }

  public void start() {
    watch.start();
    thread.start();
  }

  /** Ends reading, within a second or two. What is held stays. */
  public void stop() {
    stopping.countDown();
    watch.stop();
    thread.interrupt();
  }

  /** Whether the brokers have shown the topic of heartbeats: nobody sends before. */
  public boolean heartbeatsCanBeSent() {
    return watch
        .view()
        .map(view -> view.topic(TopicSettingsCheck.EDGES))
        .filter(edges -> edges.partitions() == 1)
        .isPresent();
  }

  Optional<BrokerView> view() {
    return watch.view();
  }

  /** Liveness: without this thread nothing is ever applied again. */
  public boolean alive() {
    return thread.isAlive() || stopped();
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  private void run() {
    try (readings) {
      while (!stopped()) {
        stepOrPause();
      }
    } catch (InterruptException | InterruptedException e) {
      LOG.debug("Reading was interrupted, because the edge stops.");
    }
  }

  private void stepOrPause() throws InterruptedException {
    try {
      if (!step()) {
        pause(PAUSE);
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warnf("Reading failed and is tried again: %s", e.getMessage());
      pause(PAUSE_AFTER_FAILURE);
    }
  }

  /** Ends at once when the edge stops. */
  @SuppressWarnings("ReturnValueIgnored") // The caller looks whether to stop anyway.
  private void pause(Duration length) throws InterruptedException {
    stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @return whether there was something to wait for inside: else the caller pauses
   */
  private boolean step() {
    Optional<BrokerView> seen = watch.view();
    if (seen.isEmpty()) {
      return false;
    }
    BrokerView view = seen.get();
    if (refuses(view)) {
      return false;
    }
    if (readings.readOn(view) > 0) {
      status.changed();
    }
    Optional<Reading> reading = readings.answering();
    if (reading.isEmpty()) {
      status.waitsFor("the topics " + missing(view));
      return false;
    }
    if (!status.answering()) {
      comeCloser(view, reading.get());
    }
    tidy(reading.get());
    return true;
  }

  private List<String> missing(BrokerView view) {
    return topicNames.stream().filter(name -> view.topic(name) == null).sorted().toList();
  }

  private boolean refuses(BrokerView view) {
    String found =
        settingsCheck
            .problem(
                view,
                readings.answering().map(Reading::topics).orElse(Map.of()),
                readings.answering().map(Reading::tables).orElse(null))
            .orElse("");
    if (!found.equals(problem)) {
      problem = found;
      if (found.isEmpty()) {
        LOG.info("Topic settings are right again.");
      } else {
        LOG.errorf("Refusing to work: %s", found);
      }
    }
    if (found.isEmpty()) {
      return false;
    }
    status.waitsFor(found);
    readings.distrust();
    return true;
  }

  /** One step from loading to ready. */
  private void comeCloser(BrokerView view, Reading reading) {
    if (!reading.caughtUp()) {
      joining = null;
      status.waitsFor("the ends of the topics");
      return;
    }
    if (joining == null) {
      join();
      return;
    }
    switch (joining.step(System.nanoTime(), view, reading.applied())) {
      case WAIT -> status.waitsFor("what was published before publishers waited for this edge");
      case LOOK -> watch.lookNow();
      case AGAIN -> join();
      case DONE -> becomeReady(reading);
    }
  }

  private void join() {
    joining = status.joining();
    status.waitsFor("an acknowledged heartbeat");
  }

  private void becomeReady(Reading reading) {
    Optional<String> missing = census.missing(reading.tables(), reading.topics());
    if (missing.isPresent()) {
      status.waitsFor(missing.get());
      return;
    }
    try {
      listeners.open();
    } catch (RuntimeException e) {
      LOG.fatal("A listener cannot be opened. The process ends.", e);
      stopping.countDown();
      Quarkus.asyncExit(1);
      return;
    }
    status.ready();
  }

  private void tidy(Reading reading) {
    long now = System.nanoTime();
    if (now - tidiedAt > HOUSEKEEPING) {
      tidiedAt = now;
      reading.tables().removeExpired(Instant.now());
    }
  }
}
