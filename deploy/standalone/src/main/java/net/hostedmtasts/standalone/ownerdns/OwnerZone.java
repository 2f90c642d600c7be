package net.hostedmtasts.standalone.ownerdns;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** One zone of an owner. It always has an SOA and name servers, and does not change. */
final class OwnerZone {
  /** For records whose TTL nobody gave: a change is seen soon. */
  static final Duration TTL = Duration.ofSeconds(5);

  private static final int MOST_SETS = 5_000;

  private final Name apex;

  /** In canonical order, so that whatever is below a name follows it (RFC 4034, section 6.1). */
  private final NavigableMap<Name, SortedMap<Integer, List<Record>>> nodes;

  private OwnerZone(Name apex, NavigableMap<Name, SortedMap<Integer, List<Record>>> nodes) {
    this.apex = apex;
    this.nodes = nodes;
  }

  /** A new one with a name server and two mail servers, all on loopback. */
  static OwnerZone fresh(Name apex) {
    return empty(apex)
        .put("", "SOA", "ns.%s hostmaster.%s 1 3600 600 86400 1")
        .put("", "NS", "ns.%s")
        .put("ns.", "A", "127.0.0.1")
        .put("", "MX", "10 mx1.%s", "20 mx2.%s")
        .put("mx1.", "A", "127.0.0.1")
        .put("mx2.", "A", "127.0.0.2");
  }

  /** From the records of a file. */
  static OwnerZone of(Name apex, Collection<Record> records) {
    NavigableMap<Name, SortedMap<Integer, List<Record>>> nodes = new TreeMap<>();
    records.stream()
        .collect(Collectors.groupingBy(Record::getName))
        .forEach(
            (owner, here) ->
                nodes.put(
                    owner,
                    new TreeMap<>(here.stream().collect(Collectors.groupingBy(Record::getType)))));
    OwnerZone zone = new OwnerZone(apex, nodes);
    if (zone.at(apex, Type.SOA).size() != 1 || zone.at(apex, Type.NS).isEmpty()) {
      throw new IllegalArgumentException(apex + " has no SOA or no NS records");
    }
    return zone;
  }

  Name apex() {
    return apex;
  }

  /** What exists at a name, by type. */
  Optional<SortedMap<Integer, List<Record>>> at(Name name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** The records of one type at a name. */
  List<Record> at(Name name, int type) {
    return at(name).map(node -> node.get(type)).orElse(List.of());
  }

  /** Whether anything is below a name, so that it exists too (RFC 4592, section 2.2.2). */
  boolean hasBelow(Name name) {
    Name next = nodes.higherKey(name);
    return next != null && next.subdomain(name);
  }

  /** Its own record. */
  SOARecord soa() {
    return (SOARecord) at(apex, Type.SOA).get(0);
  }

  /** Every record, the SOA first. */
  Stream<Record> records() {
    return Stream.concat(
        Stream.of(soa()),
        nodes.values().stream()
            .flatMap(node -> node.values().stream())
            .flatMap(List::stream)
            .filter(record -> record.getType() != Type.SOA));
  }

  /** The same with these records in place of those of their type at their name. */
  OwnerZone with(Name owner, int type, List<Record> records) {
    requireRoom(owner, type, records);
    NavigableMap<Name, SortedMap<Integer, List<Record>>> changed = new TreeMap<>(nodes);
    SortedMap<Integer, List<Record>> node = new TreeMap<>(at(owner).orElseGet(TreeMap::new));
    node.put(type, List.copyOf(records));
    changed.put(owner, node);
    return new OwnerZone(apex, changed);
  }

  /** The same without the records of a type at a name. */
  OwnerZone without(Name owner, int type) {
    if (at(owner, type).isEmpty()) {
      throw new NotAccepted(
          NotAccepted.Reason.UNKNOWN, owner + " has no " + Type.string(type) + " record.");
    }
    requireRemovable(owner, type);
    NavigableMap<Name, SortedMap<Integer, List<Record>>> changed = new TreeMap<>(nodes);
    SortedMap<Integer, List<Record>> node = new TreeMap<>(at(owner).orElseGet(TreeMap::new));
    node.remove(type);
    if (node.isEmpty()) {
      changed.remove(owner);
    } else {
      changed.put(owner, node);
    }
    return new OwnerZone(apex, changed);
  }

  /** The same without anything at a name; of the apex the SOA and the name servers stay. */
  OwnerZone without(Name owner) {
    List<Integer> types =
        at(owner).map(node -> List.copyOf(node.keySet())).orElse(List.of()).stream()
            .filter(type -> !owner.equals(apex) || (type != Type.SOA && type != Type.NS))
            .toList();
    if (types.isEmpty()) {
      throw new NotAccepted(NotAccepted.Reason.UNKNOWN, owner + " has no record to remove.");
    }
    OwnerZone changed = this;
    for (int type : types) {
      changed = changed.without(owner, type);
    }
    return changed;
  }

  /** The same with the next serial number. */
  OwnerZone next() {
    SOARecord old = soa();
    SOARecord next =
        new SOARecord(
            apex,
            old.getDClass(),
            old.getTTL(),
            old.getHost(),
            old.getAdmin(),
            (old.getSerial() + 1) & 0xFFFF_FFFFL,
            old.getRefresh(),
            old.getRetry(),
            old.getExpire(),
            old.getMinimum());
    return with(apex, Type.SOA, List.of(next));
  }

  private static OwnerZone empty(Name apex) {
    return new OwnerZone(apex, new TreeMap<>());
  }

  private OwnerZone put(String prefix, String type, String... values) {
    Name owner = RecordText.name(prefix + apex);
    List<String> data =
        Stream.of(values).map(value -> value.replace("%s", apex.toString())).toList();
    int number = RecordText.type(type);
    return with(owner, number, RecordText.records(owner, number, TTL, data));
  }

  /** RFC 1034, section 3.6.2: nothing stands beside a CNAME. */
  private void requireRoom(Name owner, int type, List<Record> records) {
    SortedMap<Integer, List<Record>> node = at(owner).orElseGet(TreeMap::new);
    if (type == Type.CNAME) {
      String others =
          node.keySet().stream()
              .filter(other -> other != Type.CNAME)
              .map(Type::string)
              .collect(Collectors.joining(", "));
      if (!others.isEmpty()) {
        throw conflict(
            owner + " has " + others + ", and nothing stands beside a CNAME: remove it first.");
      }
    } else if (node.containsKey(Type.CNAME)) {
      throw conflict(owner + " has a CNAME, and nothing stands beside it: remove it first.");
    }
    if ((type == Type.CNAME || type == Type.SOA) && records.size() != 1) {
      throw new NotAccepted(
          NotAccepted.Reason.INVALID,
          "Give one value: there is one " + Type.string(type) + " at a name.");
    }
    if (type == Type.SOA && !owner.equals(apex)) {
      throw new NotAccepted(NotAccepted.Reason.INVALID, "The SOA is at " + apex + " alone.");
    }
    if (nodes.size() >= MOST_SETS && node.isEmpty()) {
      throw conflict(apex + " has " + MOST_SETS + " names, which is the most there can be.");
    }
  }

  private void requireRemovable(Name owner, int type) {
    if (owner.equals(apex) && (type == Type.SOA || type == Type.NS)) {
      throw conflict(
          apex + " is a zone: its " + Type.string(type) + " can be replaced, not removed.");
    }
  }

  private static NotAccepted conflict(String message) {
    return new NotAccepted(NotAccepted.Reason.CONFLICT, message);
  }
}
