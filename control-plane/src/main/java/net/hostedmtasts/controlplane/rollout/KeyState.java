package net.hostedmtasts.controlplane.rollout;

import java.util.Optional;
import net.hostedmtasts.controlplane.edge.Edges;
import net.hostedmtasts.controlplane.edge.Place;

/**
 * How far one key has come.
 *
 * @param everywhere the topic shows what the database wants, and every edge that counts has it
 * @param carriesId of a label's record: the TXT record is to be answered
 */
record KeyState(boolean everywhere, boolean carriesId) {

  /**
   * Where the record stands, and the edges; both empty while not known. Without a ready edge
   * nothing is anywhere.
   */
  static KeyState of(Optional<Place> place, Optional<Edges> edges, boolean carriesId) {
    boolean everywhere =
        place.isPresent()
            && edges.isPresent()
            && edges.get().anyReady()
            && edges.get().allHave(place.get());
    return new KeyState(everywhere, carriesId);
  }
}
