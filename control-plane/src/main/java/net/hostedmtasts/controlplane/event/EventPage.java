package net.hostedmtasts.controlplane.event;

import java.util.List;
import net.hostedmtasts.controlplane.page.Limit;

/**
 * Events in their order, from where the reader left off.
 *
 * @param next to be given as {@code after} the next time, also where nothing is new
 * @param more whether there is more already
 */
public record EventPage(List<Event> items, String next, boolean more) {
  public EventPage {
    items = List.copyOf(items);
  }

  /**
   * Makes a page.
   *
   * @param events up to {@link Limit#rows} of them
   */
  static EventPage of(List<Event> events, EventNumber after, Limit limit) {
    boolean more = events.size() > limit.value();
    List<Event> shown = more ? events.subList(0, limit.value()) : events;
    long last = shown.isEmpty() ? after.value() : shown.get(shown.size() - 1).id();
    return new EventPage(shown, Long.toString(last), more);
  }
}
