package net.hostedmtasts.policyserver.zone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The names of the zone that come from the settings: apex, branches, name servers. */
final class FixedNodes {
  private FixedNodes() {}

  /** By the key that {@link OwnerName#relativeTo} makes. */
  static Map<String, Node> of(Zone zone) {
    Map<String, List<RrSet>> sets = new HashMap<>();
    sets.put("", new ArrayList<>(List.of(zone.soa(), zone.ns())));
    for (Branch branch : Branch.values()) {
      sets.put(branch.key(), new ArrayList<>());
    }
    for (NameServer server : zone.nameServers()) {
      addNameServer(zone, server, sets);
    }
    Map<String, Node> nodes = new HashMap<>();
    sets.forEach((key, rrSets) -> nodes.put(key, new Node(rrSets)));
    nodes.putAll(ReportAuthorization.parents(zone));
    return Map.copyOf(nodes);
  }

  /** In-zone addresses that go with the NS records (RFC 1034, section 4.2.1). */
  static List<Glue> glue(Zone zone) {
    return zone.nameServers().stream()
        .filter(server -> server.name().subdomain(zone.name()))
        .flatMap(server -> glue(zone, server).stream())
        .toList();
  }

  private static List<Glue> glue(Zone zone, NameServer server) {
    OwnerName owner = OwnerName.ofWire(server.name().toWire());
    return zone.addressesOf(server).rrSets(zone.addressTtl()).stream()
        .filter(rrSet -> !rrSet.isEmpty())
        .map(rrSet -> new Glue(owner, rrSet))
        .toList();
  }

  private static void addNameServer(Zone zone, NameServer server, Map<String, List<RrSet>> sets) {
    String key = OwnerName.ofWire(server.name().toWire()).relativeTo(zone.apex());
    if (key == null) {
      return;
    }
    // Every name between it and the apex exists too (RFC 4592, section 2.2.2).
    for (String rest = key; !rest.isEmpty(); rest = rest.substring(rest.charAt(0) + 1)) {
      sets.computeIfAbsent(rest, unused -> new ArrayList<>());
    }
    Objects.requireNonNull(sets.get(key))
        .addAll(zone.addressesOf(server).rrSets(zone.addressTtl()));
  }
}
