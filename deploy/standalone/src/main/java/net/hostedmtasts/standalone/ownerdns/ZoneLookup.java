package net.hostedmtasts.standalone.ownerdns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** Answers from one zone (RFC 1034, section 4.3.2; RFC 4592 for wildcards). */
record ZoneLookup(OwnerZone zone) {
  private static final int LONGEST_CHAIN = 8;

  /** The answer for a name in the zone. Aliases are followed inside the zone and not beyond. */
  Answer answer(Name name, int type) {
    List<Record> aliases = new ArrayList<>();
    Name at = name;
    while (aliases.size() <= LONGEST_CHAIN) {
      Optional<List<Record>> cut = cutAbove(at, type);
      if (cut.isPresent()) {
        return aliases.isEmpty()
            ? referral(cut.get())
            : Answer.authoritative(Rcode.NOERROR, aliases, List.of());
      }
      Optional<SortedMap<Integer, List<Record>>> node = nodeFor(at);
      if (node.isEmpty()) {
        return negative(zone.hasBelow(at) ? Rcode.NOERROR : Rcode.NXDOMAIN, aliases);
      }
      List<Record> found = select(node.get(), type, at);
      if (!found.isEmpty()) {
        aliases.addAll(found);
        return Answer.authoritative(Rcode.NOERROR, aliases, List.of());
      }
      List<Record> alias = select(node.get(), Type.CNAME, at);
      if (alias.isEmpty()) {
        return negative(Rcode.NOERROR, aliases);
      }
      aliases.addAll(alias);
      at = ((CNAMERecord) alias.get(0)).getTarget();
      if (!at.subdomain(zone.apex())) {
        return Answer.authoritative(Rcode.NOERROR, aliases, List.of());
      }
    }
    return Answer.code(Rcode.SERVFAIL);
  }

  /** The SOA as it goes with a negative answer (RFC 2308, section 5). */
  static SOARecord negativeSoa(SOARecord soa) {
    return new SOARecord(
        soa.getName(),
        DClass.IN,
        Math.min(soa.getTTL(), soa.getMinimum()),
        soa.getHost(),
        soa.getAdmin(),
        soa.getSerial(),
        soa.getRefresh(),
        soa.getRetry(),
        soa.getExpire(),
        soa.getMinimum());
  }

  private Answer negative(int rcode, List<Record> aliases) {
    return Answer.authoritative(rcode, aliases, List.of(negativeSoa(zone.soa())));
  }

  /** Where the zone ends at or above a name: the name servers of the child zone. */
  private Optional<List<Record>> cutAbove(Name name, int type) {
    int below = name.labels() - zone.apex().labels();
    for (int strip = below - 1; strip >= 0; strip--) {
      Name at = new Name(name, strip);
      // The parent answers for DS (RFC 4035, section 3.1.4.1).
      if (strip == 0 && type == Type.DS) {
        return Optional.empty();
      }
      List<Record> nameServers = zone.at(at, Type.NS);
      if (!nameServers.isEmpty()) {
        return Optional.of(nameServers);
      }
    }
    return Optional.empty();
  }

  private Answer referral(List<Record> nameServers) {
    List<Record> glue = new ArrayList<>();
    for (Record record : nameServers) {
      Name server = ((NSRecord) record).getTarget();
      glue.addAll(zone.at(server, Type.A));
      glue.addAll(zone.at(server, Type.AAAA));
    }
    return Answer.referral(nameServers, glue);
  }

  private Optional<SortedMap<Integer, List<Record>>> nodeFor(Name name) {
    Optional<SortedMap<Integer, List<Record>>> node = zone.at(name);
    if (node.isPresent() || zone.hasBelow(name)) {
      return node;
    }
    Name encloser = new Name(name, 1);
    while (zone.at(encloser).isEmpty() && !zone.hasBelow(encloser)) {
      encloser = new Name(encloser, 1);
    }
    try {
      return zone.at(Name.concatenate(Name.fromConstantString("*"), encloser));
    } catch (NameTooLongException e) {
      return Optional.empty();
    }
  }

  /** The records of a type, as those of the name asked for: a wildcard lends them. */
  private static List<Record> select(SortedMap<Integer, List<Record>> node, int type, Name name) {
    // One set is enough for ANY (RFC 8482).
    List<Record> records = node.getOrDefault(type == Type.ANY ? node.firstKey() : type, List.of());
    return records.stream().map(record -> record.withName(name)).toList();
  }
}
