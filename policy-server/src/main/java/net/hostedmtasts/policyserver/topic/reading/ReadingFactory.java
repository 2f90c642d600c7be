package net.hostedmtasts.policyserver.topic.reading;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import net.hostedmtasts.policyserver.topic.broker.DescribedTopic;
import net.hostedmtasts.policyserver.topic.broker.KafkaClients;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Begins readings. */
final class ReadingFactory {
  private static final Logger LOG = Logger.getLogger(ReadingFactory.class);
  private static final Duration BEGIN_LIMIT = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final List<Topic<?>> topics;
  private final BadRecords badRecords;
  private final NewestRecord newest;
  private final Counter begun;

  ReadingFactory(
      KafkaClients clients, List<Topic<?>> topics, NewestRecord newest, MeterRegistry metrics) {
    this.clients = clients;
    this.topics = List.copyOf(topics);
    this.badRecords = new BadRecords(metrics, topics);
    this.newest = newest;
    this.begun = metrics.counter("edge.readings");
  }

  /** Empty while a topic is missing or the brokers do not answer: to be tried again. */
  Optional<Reading> begin(BrokerView view) {
    if (!view.hasAll(topics.stream().map(Topic::name).toList())) {
      return Optional.empty();
    }
    try {
      return Optional.of(begin(described(view)));
    } catch (KafkaException e) {
      LOG.debugf(e, "Reading not begun");
      return Optional.empty();
    }
  }

  private Reading begin(Map<String, DescribedTopic> described) {
    Reading reading =
        new Reading(clients.consumer(), described, topics, new Tables(topics), badRecords, newest);
    try {
      reading.begin(BEGIN_LIMIT);
      begun.increment();
      return reading;
    } catch (KafkaException e) {
      reading.close();
      throw e;
    }
  }

  private Map<String, DescribedTopic> described(BrokerView view) {
    Map<String, DescribedTopic> described = new HashMap<>(view.topics());
    described.keySet().retainAll(topics.stream().map(Topic::name).toList());
    return described;
  }
}
