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
  private final Counter connections;
  private final Counter refusedConnections;

  @Inject
  DnsMetrics(MeterRegistry registry) {
    TYPES.forEach(type -> byType.put(type, query(registry, Type.string(type))));
    this.otherTypes = query(registry, "other");
    for (Rcode rcode : Rcode.values()) {
      byRcode.put(rcode, answer(registry, rcode));
    }
    this.dropped = registry.counter("dns.dropped");
    this.limited = registry.counter("dns.limited");
    this.surprises = registry.counter("dns.surprises");
    this.connections = registry.counter("dns.connections", "outcome", "accepted");
    this.refusedConnections = registry.counter("dns.connections", "outcome", "refused");
  }

  private static Counter query(MeterRegistry registry, String type) {
    return registry.counter("dns.queries", "type", type);
  }

  private static Counter answer(MeterRegistry registry, Rcode rcode) {
    return registry.counter("dns.answers", "rcode", rcode.name().toLowerCase(Locale.ROOT));
  }

  void answered(@Nullable Question question, Rcode rcode) {
    Counter type = question == null ? null : byType.get(question.type());
    (type == null ? otherTypes : type).increment();
    Counter answers = byRcode.get(rcode);
    if (answers != null) {
      answers.increment();
    }
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

  void connectionAccepted() {
    connections.increment();
  }

  void connectionRefused() {
    refusedConnections.increment();
  }
}
