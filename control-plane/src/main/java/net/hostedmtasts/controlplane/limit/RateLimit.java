package net.hostedmtasts.controlplane.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One limit for many clients.
 *
 * @param <K> what tells one client from another
 */
final class RateLimit<K> {
  // Where more clients than that come, the one that was not seen for longest begins anew.
  private static final int CLIENTS = 50_000;

  private final String name;
  private final int requests;
  private final Duration window;
  private final LoadingCache<K, Bucket> buckets;

  RateLimit(String name, int requests, Duration window) {
    this.name = name;
    this.requests = requests;
    this.window = window;
    // A bucket that nobody took from for a whole window is full, as a new one is.
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(CLIENTS)
            .expireAfterAccess(window)
            .build(client -> bucket());
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, window))
        .build();
  }

  /** Counts one request of a client. */
  Taken take(K client) {
    ConsumptionProbe probe = buckets.get(client).tryConsumeAndReturnRemaining(1);
    return new Taken(
        probe.isConsumed(),
        "\"" + name + "\";q=" + requests + ";w=" + window.toSeconds(),
        "\""
            + name
            + "\";r="
            + probe.getRemainingTokens()
            + ";t="
            + seconds(probe.getNanosToWaitForReset()),
        Math.max(1, seconds(probe.getNanosToWaitForRefill())));
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos + TimeUnit.SECONDS.toNanos(1) - 1);
  }

  /**
   * What a request took.
   *
   * @param allowed whether there was something left
   * @param policy the header {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-10)
   * @param left the header {@code RateLimit}
   * @param retryAfter in so many seconds there is something left
   */
  record Taken(boolean allowed, String policy, String left, long retryAfter) {}
}
