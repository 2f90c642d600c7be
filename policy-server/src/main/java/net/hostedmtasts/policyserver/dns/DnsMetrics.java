package net.hostedmtasts.policyserver.dns;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.hostedmtasts.policyserver.listener.ConnectionLimits;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Counters of the DNS listener. The labels are sets known beforehand: names and numbers that
 * strangers choose would fill the memory.
 */
@Singleton
class DnsMetrics {
  private static final List<Integer> TYPES =
      List.of(
          Type.A,
          Type.AAAA,
          Type.ANY,
          Type.CAA,
          Type.CNAME,
          Type.DNSKEY,
          Type.DS,
          Type.HTTPS,
          Type.MX,
          Type.NS,
          Type.PTR,
          Type.SOA,
          Type.SRV,
          Type.SVCB,
          Type.TLSA,
          Type.TXT);

  private final Map<Integer, Counter> byType = new HashMap<>();
  private final Counter otherTypes;
  private final Map<Rcode, Counter> byRcode = new EnumMap<>(Rcode.class);
  private final Counter dropped;
  private final Counter limited;
  private final Counter surprises;
  private final Map<ConnectionLimits.Verdict, Counter> connections =
      new EnumMap<>(ConnectionLimits.Verdict.class);

  @Inject
  DnsMetrics(MeterRegistry registry) {
    TYPES.forEach(type -> byType.put(type, query(registry, Type.string(type))));
    this.otherTypes = query(registry, "other");
    for (Rcode rcode : Rcode.values()) {
      byRcode.put(rcode, answer(registry, rcode));
    }
    this.dropped = registry.counter("edge.dns.dropped");
    this.limited = registry.counter("edge.dns.limited");
    this.surprises = registry.counter("edge.dns.surprises");
    for (ConnectionLimits.Verdict verdict : ConnectionLimits.Verdict.values()) {
      connections.put(verdict, registry.counter("edge.dns.connections", "verdict", name(verdict)));
    }
  }

  private static Counter query(MeterRegistry registry, String type) {
    return registry.counter("edge.dns.queries", "type", type);
  }

  private static Counter answer(MeterRegistry registry, Rcode rcode) {
    return registry.counter("edge.dns.answers", "rcode", name(rcode));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  void answered(@Nullable Question question, Rcode rcode) {
    Counter type = question == null ? null : byType.get(question.type());
    (type == null ? otherTypes : type).increment();
    count(byRcode.get(rcode));
  }

  /** A message that is no question. */
  void dropped() {
    dropped.increment();
  }

  /** An answer cut down to "ask over TCP" because it came too often. */
  void limited() {
    limited.increment();
  }

  /** A fault of ours while answering, or one that a connection brought up. */
  void surprised() {
    surprises.increment();
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
