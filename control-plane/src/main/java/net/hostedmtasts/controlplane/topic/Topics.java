package net.hostedmtasts.controlplane.topic;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics, and looks again and again at what they are. Without a broker it waits; the
 * service runs on.
 */
@ApplicationScoped
public class Topics {
  private static final Logger LOG = Logger.getLogger(Topics.class);

  private final Map<Topic, TopicState> states = new ConcurrentHashMap<>();
  private final Map<String, Object> kafka;
  private final TopicSettings settings;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "topics"));
  private @Nullable Admin admin;
  private @Nullable Future<?> looking;

  Topics(@Identifier("default-kafka-broker") Map<String, Object> kafka, TopicSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
    for (Topic topic : Topic.values()) {
      states.put(topic, new TopicState.Missing("not looked at yet"));
    }
  }

  /** What the last look showed. */
  public TopicState state(Topic topic) {
    return states.getOrDefault(topic, new TopicState.Missing("not looked at yet"));
  }

  void start(@Observes StartupEvent started) {
    Map<String, Object> client = KafkaClients.settings(kafka);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    admin = Admin.create(client);
    TopicCheck check = new TopicCheck(admin, settings);
    looking =
        thread.scheduleWithFixedDelay(
            () -> look(check), 0, settings.checkEvery().toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (looking != null) {
      looking.cancel(true);
    }
    thread.shutdownNow();
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }

  private void look(TopicCheck check) {
    try {
      Map<Topic, TopicState> seen = check.look();
      seen.forEach(this::note);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      // What was usable stays so: the readers find out for themselves that the brokers are away.
      LOG.debugf("The brokers do not answer: %s", e.getMessage());
      waitFor(e);
    }
  }

  private void waitFor(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    states.replaceAll(
        (topic, state) ->
            state instanceof TopicState.Missing
                ? new TopicState.Missing("the brokers say: " + cause.getMessage())
                : state);
  }

  private void note(Topic topic, TopicState seen) {
    TopicState before = states.put(topic, seen);
    if (!seen.equals(before) && !(seen instanceof TopicState.Missing)) {
      LOG.infof("Topic %s: %s", topic.topicName(), seen);
    }
  }

  /** For tests and views: all states. */
  public Map<Topic, TopicState> states() {
    return new EnumMap<>(states);
  }
}
