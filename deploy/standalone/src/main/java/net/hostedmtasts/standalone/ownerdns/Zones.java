package net.hostedmtasts.standalone.ownerdns;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** All zones of the owners. Readers never wait; one change is made at a time, and kept at once. */
final class Zones {
  /** Names that nobody can own (RFC 6761), so that no real domain is answered for by mistake. */
  static final Set<Name> RESERVED =
      Set.of(Name.fromConstantString("test."), Name.fromConstantString("example."));

  private static final int MOST = 100_000;
  private static final int LONGEST = 200;
  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+");

  private final ZoneFolder folder;
  private final Name serviceZone;
  private final ConcurrentSkipListMap<Name, OwnerZone> all = new ConcurrentSkipListMap<>();

  Zones(ZoneFolder folder, Name serviceZone) {
    this.folder = folder;
    this.serviceZone = serviceZone;
    folder.load().forEach(zone -> all.put(zone.apex(), zone));
  }

  /** The zone that a name is in. */
  Optional<OwnerZone> holding(Name name) {
    for (Name at = name; at.labels() > 1; at = new Name(at, 1)) {
      OwnerZone zone = all.get(at);
      if (zone != null) {
        return Optional.of(zone);
      }
    }
    return Optional.empty();
  }

  /** Whether a zone is below a name. */
  boolean existsBelow(Name name) {
    Name next = all.higherKey(name);
    return next != null && next.subdomain(name);
  }

  /** Every zone, by name. */
  List<OwnerZone> all() {
    return List.copyOf(all.values());
  }

  /** Whether a zone has exactly this name. */
  boolean contains(Name apex) {
    return all.containsKey(apex);
  }

  /** Makes a zone, if there is none of this name. A zone above it hands the name over to it. */
  synchronized void add(Name apex) {
    if (all.containsKey(apex)) {
      return;
    }
    requireAllowed(apex);
    Optional<OwnerZone> above = holding(apex);
    OwnerZone zone = OwnerZone.fresh(apex);
    Name server = RecordText.name("ns." + apex);
    keep(null, zone);
    if (above.isPresent()) {
      change(
          above.get().apex(),
          parent ->
              parent
                  .with(apex, Type.NS, zone.at(apex, Type.NS))
                  .with(server, Type.A, zone.at(server, Type.A)));
    }
  }

  /** Removes a whole zone. */
  synchronized void remove(Name apex) {
    if (!all.containsKey(apex)) {
      throw unknown(apex);
    }
    folder.delete(apex);
    all.remove(apex);
  }

  /** Changes the zone that a name is in; where there is none, it is made first. */
  synchronized void changeWith(Name owner, UnaryOperator<OwnerZone> change) {
    if (holding(owner).isEmpty()) {
      Name apex = owner.labels() < 3 ? owner : new Name(owner, owner.labels() - 3);
      requireAllowed(apex);
      keep(null, change.apply(OwnerZone.fresh(apex)));
    } else {
      changeOf(owner, change);
    }
  }

  /** Changes the zone that a name is in. */
  synchronized void changeOf(Name owner, UnaryOperator<OwnerZone> change) {
    change(holding(owner).orElseThrow(() -> unknown(owner)).apex(), change);
  }

  private void change(Name apex, UnaryOperator<OwnerZone> change) {
    OwnerZone old = all.get(apex);
    if (old != null) {
      OwnerZone changed = change.apply(old);
      keep(old, changed.soa().equals(old.soa()) ? changed.next() : changed);
    }
  }

  private void keep(@Nullable OwnerZone old, OwnerZone zone) {
    if (old == null && all.size() >= MOST) {
      throw new NotAccepted(NotAccepted.Reason.CONFLICT, "There are " + MOST + " zones already.");
    }
    folder.save(zone);
    all.put(zone.apex(), zone);
  }

  private void requireAllowed(Name apex) {
    String text = apex.toString(true);
    boolean reserved = RESERVED.stream().anyMatch(top -> apex.subdomain(top));
    if (!reserved || text.length() > LONGEST || !SYNTAX.matcher(text).matches()) {
      throw new NotAccepted(
          NotAccepted.Reason.INVALID,
          text + " is not below .test or .example, and other names belong to somebody.");
    }
    if (apex.subdomain(serviceZone)) {
      throw new NotAccepted(
          NotAccepted.Reason.INVALID,
          text + " is in the service zone, which the edges answer for.");
    }
  }

  private static NotAccepted unknown(Name name) {
    return new NotAccepted(
        NotAccepted.Reason.UNKNOWN, "No zone here has the name " + name.toString(true) + ".");
  }
}
