package net.hostedmtasts.policyserver.listener;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections a listener holds, in all and of one client. A client is an IPv4 address, or
 * an IPv6 network of 64 bits, which is the least that one customer gets.
 */
public final class ConnectionLimit {
  private static final int IPV6_NETWORK_OCTETS = 8;

  private final int inAll;
  private final int perClient;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<ByteBuffer, Integer> byClient = new ConcurrentHashMap<>();

  public ConnectionLimit(int inAll, int perClient) {
    this.inAll = inAll;
    this.perClient = perClient;
  }

  /**
   * Counts one more connection, if there is room for it.
   *
   * @return whether it may stay; then {@link #closed} must be called once at its end
   */
  public boolean opened(InetAddress client) {
    if (open.incrementAndGet() > inAll) {
      open.decrementAndGet();
      return false;
    }
    if (byClient.merge(key(client), 1, Integer::sum) > perClient) {
      closed(client);
      return false;
    }
    return true;
  }

  public void closed(InetAddress client) {
    byClient.computeIfPresent(key(client), (key, count) -> count == 1 ? null : count - 1);
    open.decrementAndGet();
  }

  /** Connections open now. */
  public int open() {
    return open.get();
  }

  private static ByteBuffer key(InetAddress client) {
    byte[] address = client.getAddress();
    return ByteBuffer.wrap(
        client instanceof Inet6Address ? Arrays.copyOf(address, IPV6_NETWORK_OCTETS) : address);
  }
}
