package net.hostedmtasts.policyserver.zone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Address;
import org.xbill.DNS.Type;

/** The A and AAAA records of one name, without their TTL. */
record Addresses(RrSet a, RrSet aaaa) {
  /** As many as fit into an answer of 1232 octets without truncation, of either kind. */
  static final int MAX = 32;

  /**
   * Addresses are literals: a name in a setting would make the zone depend on other DNS servers.
   */
  static Addresses of(String setting, List<String> literals) {
    List<byte[]> v4 = new ArrayList<>();
    List<byte[]> v6 = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String literal : literals) {
      byte[] ipv4 = Address.toByteArray(literal, Address.IPv4);
      byte[] ipv6 = ipv4 == null ? Address.toByteArray(literal, Address.IPv6) : null;
      if (ipv4 == null && ipv6 == null) {
        throw new InvalidZone(setting, literal, "write an IPv4 or IPv6 address");
      }
      if (!seen.add(literal)) {
        throw new InvalidZone(setting, literal, "write each address once");
      }
      if (ipv4 != null) {
        v4.add(ipv4);
      } else if (ipv6 != null) {
        v6.add(ipv6);
      }
    }
    if (literals.isEmpty() || v4.size() > MAX || v6.size() > MAX) {
      throw new InvalidZone(
          setting, String.join(",", literals), "write 1 to " + MAX + " addresses");
    }
    return new Addresses(new RrSet(Type.A, 0, v4), new RrSet(Type.AAAA, 0, v6));
  }

  List<RrSet> rrSets(int ttl) {
    return List.of(a.withTtl(ttl), aaaa.withTtl(ttl));
  }
}
