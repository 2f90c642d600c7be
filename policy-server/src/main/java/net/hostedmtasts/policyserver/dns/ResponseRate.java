package net.hostedmtasts.policyserver.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts like answers to like clients, as BIND's response rate limiting does: whoever sends
 * questions in the name of a victim wants the same answer many times. Clients are networks (/24,
 * /56). Names that do not exist count as one answer, and so do refusals.
 *
 * <p>The table has a fixed size and no lock. Two answers that share a slot restart each other's
 * count, which lets some more through and never fewer.
 */
final class ResponseRate {
  private static final int SLOTS = 1 << 16;
  private static final int COUNT_BITS = 24;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
  private static final int IPV4_NETWORK_OCTETS = 3;
  private static final int IPV6_NETWORK_OCTETS = 7;

  private final int perSecond;
  private final LongSupplier seconds;
  private final int seed = ThreadLocalRandom.current().nextInt();

  /** In each slot: which answer and second it counts (40 bits), and how often it came. */
  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  /**
   * Starts with nothing counted.
   *
   * @param perSecond 0 for no limit
   * @param seconds a clock that only goes forward
   */
  ResponseRate(int perSecond, LongSupplier seconds) {
    this.perSecond = perSecond;
    this.seconds = seconds;
  }

  /** Counts one answer, and says whether it is one too many in this second. */
  boolean exceeded(InetAddress client, @Nullable Question question, Rcode rcode) {
    if (perSecond == 0) {
      return false;
    }
    long hash = mix(31L * network(client) + answer(question, rcode));
    int slot = (int) hash & (SLOTS - 1);
    long mark = mix(hash ^ seconds.getAsLong()) & ~COUNT_MASK;
    long held = slots.getPlain(slot);
    long count = (held & ~COUNT_MASK) == mark ? (held & COUNT_MASK) + 1 : 1;
    slots.setPlain(slot, mark | Math.min(count, COUNT_MASK));
    return count > perSecond;
  }

  private static int answer(@Nullable Question question, Rcode rcode) {
    return question == null || rcode != Rcode.NOERROR
        ? -1 - rcode.low()
        : 31 * question.name().hashCode() + question.type();
  }

  private int network(InetAddress client) {
    byte[] address = client.getAddress();
    int octets = client instanceof Inet6Address ? IPV6_NETWORK_OCTETS : IPV4_NETWORK_OCTETS;
    int hash = seed;
    for (int i = 0; i < octets; i++) {
      hash = 31 * hash + address[i];
    }
    return hash;
  }

  /** The finalizer of SplitMix64: every bit of the result depends on every bit. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
