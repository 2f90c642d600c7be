package net.hostedmtasts.standalone.ownerdns;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The DNS of the owners of domains: an authoritative server for zones below {@code .test} and
 * {@code .example}, a resolver that joins them with the service zone, and HTTP calls that change
 * records.
 *
 * <p>The authoritative server refuses names of the service zone. Its name servers are the edges, on
 * a port of their own: only the resolver knows to ask them there. So the names of an owner can be
 * checked at the owner's authoritative server and through the resolver, those of the service zone
 * through the resolver or at the edges.
 */
public final class OwnerDns implements AutoCloseable {
  private final Zones zones;
  private final Faults faults = new Faults();
  private final Remembered remembered = new Remembered();
  private final Recursion recursion;
  private final Path data;
  private final Deque<AutoCloseable> listeners = new ArrayDeque<>();

  private OwnerDns(OwnerDnsSettings settings) throws IOException {
    Name serviceZone = RecordText.name(settings.serviceZone());
    this.data = settings.data();
    this.zones = new Zones(new ZoneFolder(settings.folder()), serviceZone);
    Authority authority = new Authority(zones, faults);
    this.recursion =
        new Recursion(
            zones, faults, authority, serviceZone, new EdgeQuestions(settings.edges()), remembered);
    try {
      listen(settings.host(), settings.authorityPort(), authority);
      listen(settings.host(), settings.resolverPort(), recursion);
      listeners.push(RecordsApi.open(address(settings.host(), settings.httpPort()), this));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts all of it, with the zones that the folder holds. */
  public static OwnerDns start(OwnerDnsSettings settings) {
    try {
      return new OwnerDns(settings);
    } catch (IOException e) {
      throw new UncheckedIOException("The owner's DNS cannot listen: " + e.getMessage(), e);
    }
  }

  /**
   * Makes a zone with an SOA, a name server, and the mail servers {@code mx1} and {@code mx2}, if
   * there is none of this name. The other calls make one where they need one: that of the two last
   * labels.
   */
  public void addZone(String zone) {
    zones.add(RecordText.name(zone));
  }

  /** Removes a whole zone. */
  public void removeZone(String zone) {
    zones.remove(RecordText.name(zone));
  }

  /** Sets the records of a type at a name, in place of those that are there, with a short TTL. */
  public void set(String owner, String type, String... values) {
    set(owner, type, OwnerZone.TTL, List.of(values));
  }

  /**
   * The same with a TTL. Names in values are whole ones; the value of a TXT is one text, or strings
   * in quotes.
   */
  public void set(String owner, String type, Duration ttl, List<String> values) {
    Name name = RecordText.name(owner);
    int number = RecordText.type(type);
    List<Record> records = RecordText.records(name, number, ttl, values);
    zones.changeWith(name, zone -> zone.with(name, number, records));
  }

  /** Removes everything at a name. */
  public void remove(String owner) {
    Name name = RecordText.name(owner);
    zones.changeOf(name, zone -> zone.without(name));
  }

  /** Removes the records of a type at a name. */
  public void remove(String owner, String type) {
    Name name = RecordText.name(owner);
    int number = RecordText.type(type);
    zones.changeOf(name, zone -> zone.without(name, number));
  }

  /** Sets CNAME records at names of a domain, all of them or none: owner name to target. */
  public void delegate(String domain, Map<String, String> targets) {
    Name apex = RecordText.name(domain);
    Map<Name, List<Record>> records = new LinkedHashMap<>();
    targets.forEach(
        (owner, target) -> {
          Name name = RecordText.name(owner);
          if (!name.subdomain(apex)) {
            throw new NotAccepted(NotAccepted.Reason.INVALID, owner + " is not in " + domain + ".");
          }
          records.put(name, RecordText.records(name, Type.CNAME, OwnerZone.TTL, List.of(target)));
        });
    zones.changeWith(apex, zone -> withAliases(zone, records));
  }

  /** The same from the {@code records} of a domain as the API of the control-plane shows them. */
  public void delegate(String domain, JsonNode records) {
    delegate(domain, ApiRecords.targets(records));
  }

  /** Removes the CNAME records that a delegation of a domain may consist of. */
  public void undelegate(String domain) {
    List<Name> names =
        ApiRecords.OWNERS.stream().map(prefix -> RecordText.name(prefix + domain)).toList();
    zones.changeOf(RecordText.name(domain), zone -> withoutAliases(zone, names, domain));
  }

  /** From now on answers for a name and all names below it go wrong. */
  public void misbehave(String name, Misbehaviour how) {
    faults.at(RecordText.name(name), how);
  }

  /** From now on answers for one type at one name go wrong. */
  public void misbehave(String name, String type, Misbehaviour how) {
    faults.at(RecordText.name(name), RecordText.type(type), how);
  }

  /** Ends whatever was made to go wrong for this name, for one type or for all. */
  public void behave(String name) {
    if (!faults.end(RecordText.name(name))) {
      throw new NotAccepted(NotAccepted.Reason.UNKNOWN, "Nothing goes wrong for " + name + ".");
    }
  }

  /**
   * Lets the resolver go on answering what it answers now, as a cache does, whatever changes; the
   * TTLs of the answer are the time left.
   */
  public void remember(String name, String type, Duration howLong) {
    Name owner = RecordText.name(name);
    int number = RecordText.type(type);
    Reply reply =
        recursion.reply(new Asked(owner, number, true, false)).toCompletableFuture().join();
    reply.answer().ifPresent(answer -> remembered.keep(owner, number, answer, howLong));
  }

  /** Ends all of that. */
  public void forget() {
    remembered.clear();
  }

  /** All zones as the text of zone files. */
  public String text() {
    return zones.all().stream().map(ZoneFolder::text).collect(Collectors.joining("\n"));
  }

  /** The data folder of the deployment that it is a part of. */
  Path data() {
    return data;
  }

  /** Stops answering. The zones are kept already. */
  @Override
  public void close() {
    while (!listeners.isEmpty()) {
      try {
        listeners.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("Closing a listener does not fail", e);
      }
    }
  }

  private static OwnerZone withAliases(OwnerZone zone, Map<Name, List<Record>> records) {
    OwnerZone changed = zone;
    for (Map.Entry<Name, List<Record>> alias : records.entrySet()) {
      changed = changed.with(alias.getKey(), Type.CNAME, alias.getValue());
    }
    return changed;
  }

  private static OwnerZone withoutAliases(OwnerZone zone, List<Name> names, String domain) {
    List<Name> present =
        names.stream().filter(name -> !zone.at(name, Type.CNAME).isEmpty()).toList();
    if (present.isEmpty()) {
      throw new NotAccepted(NotAccepted.Reason.UNKNOWN, domain + " is not delegated.");
    }
    OwnerZone changed = zone;
    for (Name name : present) {
      changed = changed.without(name, Type.CNAME);
    }
    return changed;
  }

  private void listen(String host, int port, Source source) throws IOException {
    Responder responder = new Responder(source);
    listeners.push(UdpListener.open(address(host, port), responder));
    listeners.push(TcpListener.open(address(host, port), responder));
  }

  private static InetSocketAddress address(String host, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }
}
