package net.hostedmtasts.policyserver.topic.reading;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.listener.Listener;
import net.hostedmtasts.policyserver.listener.Listeners;
import net.hostedmtasts.policyserver.topic.CensusTopic;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.broker.KafkaClients;
import net.hostedmtasts.policyserver.topic.edge.EdgeSettings;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;

/**
 * The beans of this package, put together by hand: tests start many edges, and each in
 * milliseconds.
 */
public final class TopicParts {
  public final EdgeSettings settings;
  public final EdgeStatus status;
  public final CurrentTables current;
  public final KafkaClients clients;
  public final Listeners listeners;
  public final TopicReader reader;

  public TopicParts(
      String bootstrap,
      EdgeSettings settings,
      CurrentTables current,
      List<Topic<?>> features,
      List<Listener> listeners,
      MeterRegistry metrics) {
    this.settings = settings;
    this.current = current;
    CensusTopic census = new CensusTopic();
    List<Topic<?>> topics = withCensus(features, census);
    this.status = new EdgeStatus(topics, settings);
    this.clients = new KafkaClients(Map.of("bootstrap.servers", bootstrap));
    this.listeners = new Listeners(listeners);
    this.reader =
        new TopicReader(
            clients, topics, census, status, current, this.listeners, new NewestRecord(), metrics);
  }

  private static List<Topic<?>> withCensus(List<Topic<?>> features, CensusTopic census) {
    List<Topic<?>> topics = new ArrayList<>(features);
    topics.add(census);
    return topics;
  }

  public static CurrentTables tables(List<Topic<?>> features) {
    return new CurrentTables(new Tables(withCensus(features, new CensusTopic())));
  }
}
