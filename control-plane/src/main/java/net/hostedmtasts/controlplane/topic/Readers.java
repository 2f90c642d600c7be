package net.hostedmtasts.controlplane.topic;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Starts readers of whole topics. */
@ApplicationScoped
public class Readers {
  private final Topics topics;
  private final Map<String, Object> kafka;

  Readers(Topics topics, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.topics = topics;
    this.kafka = kafka;
  }

  /**
   * Starts a reader; closing it ends its thread.
   *
   * @param name of the thread
   */
  public WholeTopicReader start(String name, List<Topic> wanted, WholeTopics taker) {
    WholeTopicReader reader = new WholeTopicReader(name, topics, wanted, taker, kafka);
    reader.start();
    return reader;
  }
}
