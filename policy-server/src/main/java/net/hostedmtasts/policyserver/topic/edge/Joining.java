package net.hostedmtasts.policyserver.topic.edge;

import java.time.Duration;
import java.util.Map;
import net.hostedmtasts.policyserver.topic.broker.AppliedOffsets;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to join. Publishers wait for an edge once its {@code joining} is in the topic; only
 * end offsets read after that tell what was published without waiting for it.
 */
public final class Joining {
  /** What comes next. */
  public enum Step {
    /** Nothing to do but to wait. */
    WAIT,
    /** The end offsets are wanted: look at the brokers. */
    LOOK,
    /** Publishers may have stopped waiting: join again from the start. */
    AGAIN,
    /** Everything is applied that was published before publishers waited for this edge. */
    DONE
  }

  private final int number;
  private final long begunAt;
  private final long limit;
  private final Acknowledgements acknowledgements;
  private @Nullable Map<TopicPartition, Long> target;

  Joining(int number, long begunAt, Duration limit, Acknowledgements acknowledgements) {
    this.number = number;
    this.begunAt = begunAt;
    this.limit = limit.toNanos();
    this.acknowledgements = acknowledgements;
  }

  /** What comes next, as the brokers were seen last. */
  public Step step(long now, BrokerView view, AppliedOffsets applied) {
    var acknowledged = acknowledgements.first(number);
    if (acknowledged.isEmpty()) {
      return now - begunAt > limit ? Step.AGAIN : Step.WAIT;
    }
    if (!acknowledgements.unbroken(number, now)) {
      return Step.AGAIN;
    }
    if (target == null && view.takenAfter(acknowledged.getAsLong())) {
      target = view.endOffsets();
    }
    if (target == null) {
      return Step.LOOK;
    }
    return applied.reached(target) ? Step.DONE : Step.WAIT;
  }
}
