package net.hostedmtasts.policyserver.zone;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps equal CAA sets once. They name the service's accounts at its certification authorities and
 * so are the same for nearly every label, of which there may be a million.
 */
final class CaaSets {
  /** Far more than there are accounts; others are held as they come. */
  private static final int MAX = 256;

  private final ConcurrentMap<Key, RrSet> sets = new ConcurrentHashMap<>();

  private record Key(int ttl, List<ByteBuffer> rdata) {
    static Key of(RrSet set) {
      return new Key(set.ttl(), set.rdata().stream().map(ByteBuffer::wrap).toList());
    }
  }

  RrSet shared(RrSet set) {
    Key key = Key.of(set);
    RrSet held = sets.get(key);
    if (held == null && sets.size() < MAX) {
      held = sets.putIfAbsent(key, set);
    }
    return held == null ? set : held;
  }
}
