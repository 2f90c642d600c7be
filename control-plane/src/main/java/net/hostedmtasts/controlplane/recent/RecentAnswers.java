package net.hostedmtasts.controlplane.recent;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import net.hostedmtasts.controlplane.policy.DomainName;

/**
 * What strangers' servers say about a domain to calls of the API. However often it is called, they
 * are asked once in a while; whoever calls meanwhile gets the same answer, also while it is on its
 * way. What a person was shown is so what the next call decides by.
 *
 * <p>Answers are kept by each instance, for 10,000 domains at most.
 */
public final class RecentAnswers<T> {
  private static final int MOST = 10_000;

  private final Vertx vertx;
  private final Cache<DomainName, Uni<T>> recent;

  /**
   * @param each how long an answer counts, from the question on
   */
  public RecentAnswers(Vertx vertx, Duration each) {
    this(vertx, each, Ticker.systemTicker());
  }

  RecentAnswers(Vertx vertx, Duration each, Ticker ticker) {
    this.vertx = vertx;
    this.recent =
        CacheBuilder.newBuilder().maximumSize(MOST).expireAfterWrite(each).ticker(ticker).build();
  }

  /** The answer of a moment ago, or that of {@code ask}. A failure is not kept. */
  public Uni<T> of(DomainName domain, Supplier<Uni<T>> ask) {
    Uni<T> answer = kept(domain, ask);
    // It may come on the event loop of another call, where this one must not use its session.
    Context caller = vertx.getOrCreateContext();
    return answer.emitOn(command -> caller.runOnContext(ignored -> command.run()));
  }

  private Uni<T> kept(DomainName domain, Supplier<Uni<T>> ask) {
    try {
      // Not by computeIfAbsent of its map: that counts as a write, and an answer would never
      // expire.
      return recent.get(domain, () -> remembering(domain, ask));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Nothing is asked before somebody waits for it", e);
    }
  }

  private Uni<T> remembering(DomainName domain, Supplier<Uni<T>> ask) {
    return Uni.createFrom()
        .deferred(ask::get)
        .onFailure()
        .invoke(() -> recent.invalidate(domain))
        .memoize()
        .indefinitely();
  }
}
