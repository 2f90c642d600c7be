package net.hostedmtasts.policyserver.listener;

import io.netty.channel.Channel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the open connections of one listener, in all and for each client: an IPv4 address, or an
 * IPv6 network of 64 bits.
 */
public final class ConnectionLimits {
  /** Whether a connection may stay. */
  public enum Verdict {
    ACCEPTED,
    TOO_MANY,
    TOO_MANY_OF_CLIENT
  }

  private static final int IPV6_NETWORK_BYTES = 8;

  private final int inAll;
  private final int perClient;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<ByteBuffer, Integer> openOf = new ConcurrentHashMap<>();

  public ConnectionLimits(int inAll, int perClient) {
    this.inAll = inAll;
    this.perClient = perClient;
  }

  /**
   * Counts {@code connection} until it is closed, if there is room for it. One that is refused is
   * not counted: whoever asks in vain must take no room from others.
   */
  public Verdict count(Channel connection) {
    ByteBuffer client = client(connection);
    Verdict verdict = count(client);
    if (verdict == Verdict.ACCEPTED) {
      connection.closeFuture().addListener(closed -> forget(client));
    } else {
      forget(client);
    }
    return verdict;
  }

  private Verdict count(ByteBuffer client) {
    int all = open.incrementAndGet();
    int ofClient = openOf.merge(client, 1, Integer::sum);
    if (all > inAll) {
      return Verdict.TOO_MANY;
    }
    return ofClient > perClient ? Verdict.TOO_MANY_OF_CLIENT : Verdict.ACCEPTED;
  }

  private void forget(ByteBuffer client) {
    open.decrementAndGet();
    openOf.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
  }

  private static ByteBuffer client(Channel connection) {
    return connection.remoteAddress() instanceof InetSocketAddress remote
        ? network(remote.getAddress())
        : ByteBuffer.allocate(0);
  }

  /** Whoever has one IPv6 address has 2^64 of them. */
  private static ByteBuffer network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }
}
