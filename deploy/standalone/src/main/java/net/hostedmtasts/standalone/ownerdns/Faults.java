package net.hostedmtasts.standalone.ownerdns;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Which names are answered badly, on purpose. */
final class Faults {
  private static final int MOST = 100_000;

  /** A name and everything below it, or one type at one name. */
  private record Place(Name name, int type) {}

  private final Map<Place, Misbehaviour> all = new ConcurrentHashMap<>();

  /** Answers for this name and all names below it go wrong. */
  void at(Name name, Misbehaviour how) {
    at(name, Type.ANY, how);
  }

  /** Answers for this type at this name go wrong. */
  void at(Name name, int type, Misbehaviour how) {
    if (all.size() >= MOST) {
      throw new NotAccepted(
          NotAccepted.Reason.CONFLICT, "There are " + MOST + " faults; end some.");
    }
    all.put(new Place(name, type), how);
  }

  /** Ends all faults set for this name. */
  boolean end(Name name) {
    return all.keySet().removeIf(place -> place.name.equals(name));
  }

  /** What goes wrong with this question at that server; the closest name counts. */
  Optional<Misbehaviour> of(Asked asked, Misbehaviour.Server server) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Misbehaviour exact = all.get(new Place(asked.name(), asked.type()));
    if (exact != null && exact.server() == server) {
      return Optional.of(exact);
    }
    for (Name name = asked.name(); name.labels() > 1; name = new Name(name, 1)) {
      Misbehaviour how = all.get(new Place(name, Type.ANY));
      if (how != null && how.server() == server) {
        return Optional.of(how);
      }
    }
    return Optional.empty();
  }
}
