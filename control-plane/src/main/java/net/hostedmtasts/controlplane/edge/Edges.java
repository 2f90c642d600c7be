package net.hostedmtasts.controlplane.edge;

import java.util.Comparator;
import java.util.List;

/** All edges at one time, in the order of their ids. */
public record Edges(List<Edge> all) {
  public Edges {
    all = all.stream().sorted(Comparator.comparing(Edge::id)).toList();
  }

  /** Nothing new is released while nobody is ready to answer for it. */
  public boolean anyReady() {
    return all.stream().anyMatch(Edge::ready);
  }

  /** Whether every edge that a change waits for has what stands there. */
  public boolean allHave(Place place) {
    return blocking().stream().allMatch(edge -> edge.has(place));
  }

  public List<Edge> blocking() {
    return all.stream().filter(Edge::blocks).toList();
  }

  /** Edges that may still answer the public, though a change no longer waits for them. */
  public List<Edge> silent() {
    return all.stream().filter(edge -> edge.silent() && edge.heartbeat().counts()).toList();
  }

  /** Ids of silent edges that do not have what stands there, as far as they were heard. */
  public List<String> silentWithout(Place place) {
    return silent().stream().filter(edge -> !edge.has(place)).map(Edge::id).toList();
  }
}
