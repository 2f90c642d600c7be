package net.hostedmtasts.policyserver.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.channels.ClosedChannelException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import net.hostedmtasts.policyserver.listener.ConnectionLimits;
import org.jspecify.annotations.Nullable;

/** Counters of the HTTPS listener. Made once, because a look-up for each request costs. */
@Singleton
final class PolicyMetrics {
  /** How a handshake ended. Why a name was refused is counted where it is looked up. */
  enum Handshake {
    COMPLETED,
    TIMED_OUT,
    LEFT,
    FAILED;

    static Handshake of(Throwable cause) {
      if (cause instanceof SslHandshakeTimeoutException) {
        return TIMED_OUT;
      }
      return cause instanceof ClosedChannelException ? LEFT : FAILED;
    }
  }

  private final Map<Answer.Status, Counter> fetches = new EnumMap<>(Answer.Status.class);
  private final Map<Handshake, Counter> handshakes = new EnumMap<>(Handshake.class);
  private final Map<ConnectionLimits.Verdict, Counter> connections =
      new EnumMap<>(ConnectionLimits.Verdict.class);

  @Inject
  PolicyMetrics(MeterRegistry metrics) {
    for (Answer.Status status : Answer.Status.values()) {
      fetches.put(status, metrics.counter("edge.fetches", "status", status.code()));
    }
    for (Handshake result : Handshake.values()) {
      handshakes.put(result, metrics.counter("edge.handshakes", "result", name(result)));
    }
    for (ConnectionLimits.Verdict verdict : ConnectionLimits.Verdict.values()) {
      connections.put(verdict, metrics.counter("edge.connections", "verdict", name(verdict)));
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  void fetched(Answer.Status status) {
    count(fetches.get(status));
  }

  void handshake(Handshake result) {
    count(handshakes.get(result));
  }

  void connected(ConnectionLimits.Verdict verdict) {
    count(connections.get(verdict));
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
