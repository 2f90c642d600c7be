package net.hostedmtasts.policyserver.topic.broker;

import java.util.List;

/**
 * How far an edge has come in one topic.
 *
 * @param topicId offsets under another topic id count as nothing applied
 * @param offsets for each partition in order, the position after the last record applied
 */
public record Applied(String topicId, List<Long> offsets) {
  public Applied {
    offsets = List.copyOf(offsets);
  }
}
