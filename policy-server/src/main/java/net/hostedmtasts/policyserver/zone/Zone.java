package net.hostedmtasts.policyserver.zone;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * The zone as the settings describe it, checked. Everything in it is the same on all edges.
 *
 * @param soa its MINIMUM is {@code negativeTtl}
 * @param addressTtl of the name servers' addresses, in seconds
 * @param negativeTtl how long absence is remembered, in seconds
 * @param dmarcReports reports about any domain may be sent to an address in the zone
 */
record Zone(
    Name name,
    List<NameServer> nameServers,
    Addresses addresses,
    RrSet soa,
    RrSet ns,
    int addressTtl,
    int negativeTtl,
    boolean dmarcReports) {
  /** {@code <26 characters>._mta-sts.<zone>} must be a name, so that this is what is left. */
  private static final int MAX_NAME_LENGTH = 200;

  private static final int MAX_NAME_SERVERS = 13;

  // Nobody transfers the zone, so that these are seen by people and by checking tools only.
  private static final int REFRESH = 7_200;
  private static final int RETRY = 3_600;
  private static final int EXPIRE = 1_209_600;

  static Zone of(ZoneSettings settings) {
    Name name = Names.parse("name", settings.name());
    if (name.length() > MAX_NAME_LENGTH) {
      throw new InvalidZone("name", settings.name(), "at most " + MAX_NAME_LENGTH + " octets");
    }
    List<NameServer> servers = nameServers(settings, name);
    int negativeTtl = seconds("negative-ttl", settings.negativeTtl());
    int ttl = seconds("ttl", settings.ttl());
    return new Zone(
        name,
        servers,
        Addresses.of("addresses", settings.addresses()),
        new RrSet(Type.SOA, ttl, List.of(soa(settings, name, servers.get(0).name(), negativeTtl))),
        ns(servers, ttl),
        seconds("address-ttl", settings.addressTtl()),
        negativeTtl,
        settings.dmarcReports());
  }

  OwnerName apex() {
    return OwnerName.ofWire(name.toWire());
  }

  Addresses addressesOf(NameServer server) {
    Addresses own = server.own();
    return own == null ? addresses : own;
  }

  private static List<NameServer> nameServers(ZoneSettings settings, Name zone) {
    List<NameServer> servers =
        settings
            .nameServers()
            .map(texts -> texts.stream().map(NameServer::parse).toList())
            .orElseGet(
                () -> List.of(NameServer.inZone("ns1", zone), NameServer.inZone("ns2", zone)));
    if (servers.isEmpty() || servers.size() > MAX_NAME_SERVERS) {
      throw new InvalidZone(
          "name-servers", servers.size() + " names", "write 1 to " + MAX_NAME_SERVERS);
    }
    Set<Name> seen = new HashSet<>();
    for (NameServer server : servers) {
      check(server, zone, seen);
    }
    return servers;
  }

  private static void check(NameServer server, Name zone, Set<Name> seen) {
    String text = server.name().toString();
    if (!seen.add(server.name())) {
      throw new InvalidZone("name-servers", text, "write each name once");
    }
    if (server.own() != null && !server.name().subdomain(zone)) {
      throw new InvalidZone("name-servers", text, "only a name inside the zone has addresses here");
    }
    for (Branch branch : Branch.values()) {
      if (server.name().subdomain(Names.below(branch.label(), zone))) {
        throw new InvalidZone("name-servers", text, "names there belong to the delegation labels");
      }
    }
  }

  private static byte[] soa(ZoneSettings settings, Name zone, Name primary, int negativeTtl) {
    String responsible = settings.responsible().orElse("hostmaster@" + zone.toString(true));
    return new SOARecord(
            zone,
            DClass.IN,
            0,
            primary,
            Names.mailbox("responsible", responsible),
            settings.serial(),
            REFRESH,
            RETRY,
            EXPIRE,
            negativeTtl)
        .rdataToWireCanonical();
  }

  private static int seconds(String setting, Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0
        || duration.compareTo(Duration.ofDays(7)) > 0) {
      throw new InvalidZone(setting, duration.toString(), "write a time from 1 second to 7 days");
    }
    return Math.toIntExact(duration.toSeconds());
  }

  /** The SOA as it goes with an answer that says something is absent (RFC 2308, section 3). */
  RrSet negativeSoa() {
    return soa.withTtl(Math.min(soa.ttl(), negativeTtl));
  }

  private static RrSet ns(List<NameServer> servers, int ttl) {
    return new RrSet(
        Type.NS, ttl, servers.stream().map(server -> server.name().toWireCanonical()).toList());
  }
}
