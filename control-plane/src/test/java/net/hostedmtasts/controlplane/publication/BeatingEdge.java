package net.hostedmtasts.controlplane.publication;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.controlplane.revision.PublishedTopic;

/** An edge that says each half second that it has applied whatever there is. */
final class BeatingEdge implements AutoCloseable {
  private static final String NAME = "edge-beating";
  private static final String EDGES = "mta-sts.edges";

  private final TestTopics topics;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  private final ScheduledFuture<?> beating;

  private BeatingEdge(TestTopics topics, ObservedRecords observed) {
    this.topics = topics;
    this.beating =
        thread.scheduleWithFixedDelay(
            () -> topics.write(EDGES, NAME, heartbeat(observed)), 0, 500, TimeUnit.MILLISECONDS);
  }

  static BeatingEdge start(TestTopics topics, ObservedRecords observed) {
    return new BeatingEdge(topics, observed);
  }

  private static String heartbeat(ObservedRecords observed) {
    StringBuilder applied = new StringBuilder();
    for (PublishedTopic topic : PublishedTopic.values()) {
      applied
          .append(applied.isEmpty() ? "" : ",")
          .append(
              "\"%s\":{\"topic_id\":\"%s\",\"offsets\":[1000000,1000000]}"
                  .formatted(topic.topicName(), observed.topicId(topic).orElse("")));
    }
    return "{\"state\":\"ready\",\"version\":\"1\",\"zone_settings\":\"\",\"sealing_key_ids\":[],"
        + "\"entries\":{},\"unreadable\":{},\"applied\":{"
        + applied
        + "}}";
  }

  /** Says that it has closed its listeners. */
  @Override
  public void close() {
    beating.cancel(false);
    thread.shutdown();
    topics.write(EDGES, NAME, null);
  }
}
