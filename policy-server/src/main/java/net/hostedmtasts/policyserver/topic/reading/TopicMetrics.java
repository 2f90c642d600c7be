package net.hostedmtasts.policyserver.topic.reading;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;

/** What this edge holds, and how far it is behind. By topic, never by domain. */
@Singleton
final class TopicMetrics implements MeterBinder {
  private final List<Topic<?>> topics;
  private final EdgeStatus status;
  private final TopicReader reader;
  private final NewestRecord newest;
  private final Clock clock = Clock.systemUTC();

  @Inject
  TopicMetrics(
      @All List<Topic<?>> topics, EdgeStatus status, TopicReader reader, NewestRecord newest) {
    this.topics = List.copyOf(topics);
    this.status = status;
    this.reader = reader;
    this.newest = newest;
  }

  @Override
  public void bindTo(MeterRegistry metrics) {
    for (EdgeState state : EdgeState.values()) {
      Gauge.builder("edge.state", () -> status.state() == state ? 1 : 0)
          .description("1 for the state this edge is in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(metrics);
    }
    topics.forEach(topic -> bind(topic, metrics));
    TimeGauge.builder("edge.newest.record.age", this::newestAge, TimeUnit.MILLISECONDS)
        .description("Time since the newest record seen was sent")
        .register(metrics);
  }

  private void bind(Topic<?> topic, MeterRegistry metrics) {
    String name = topic.name();
    Gauge.builder(
            "edge.entries", () -> status.held().map(held -> held.tables().served(topic)).orElse(0))
        .description("Served keys held")
        .tag("topic", name)
        .register(metrics);
    Gauge.builder(
            "edge.unreadable",
            () -> status.held().map(held -> held.unreadable().of(name).size()).orElse(0))
        .description("Keys whose newest record cannot be used")
        .tag("topic", name)
        .register(metrics);
    Gauge.builder("edge.topic.lag", () -> lag(name))
        .description("Offsets between what is applied and the end seen last")
        .tag("topic", name)
        .register(metrics);
  }

  private double lag(String topic) {
    var view = reader.view();
    var held = status.held();
    return view.isEmpty() || held.isEmpty()
        ? Double.NaN
        : held.get().applied().lag(topic, view.get().endOffsets());
  }

  private double newestAge() {
    long sentAt = newest.sentAtMillis();
    return sentAt == 0 ? Double.NaN : Math.max(0, clock.millis() - sentAt);
  }
}
