package net.hostedmtasts.standalone;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the services listen. Instance n of a service is on 127.0.0.n, and all of them use the same
 * ports, so that the addresses of the zone's A records are the edges.
 */
public record Ports(
    int api,
    int controlPlaneManagement,
    int https,
    int dns,
    int challenges,
    int reports,
    int edgeManagement) {
  private static final int HIGHEST = 65_535;
  private static final int REPORTS = 444;

  /** The highest base with which every port is a valid one. */
  public static final int HIGHEST_BASE = HIGHEST - REPORTS;

  /**
   * Ports that end like the well-known ones: 80, 90, 443, 53, 81, 444 and 91 after {@code base}.
   */
  public static Ports fromBase(int base) {
    return new Ports(
        base + 80, base + 90, base + 443, base + 53, base + 81, base + REPORTS, base + 91);
  }

  /** Ports that are free on every address. */
  public static Ports free() {
    return new Ports(
        FreePort.next(),
        FreePort.next(),
        FreePort.next(),
        FreePort.next(),
        FreePort.next(),
        FreePort.next(),
        FreePort.next());
  }

  /** The address of the nth instance, counted from 1. */
  public static String host(int number) {
    return "127.0.0." + number;
  }

  /** A port that something else listens on. */
  record Taken(String host, int port, String purpose) {}

  /** The ports of one control-plane and {@code edges} edges that cannot be had. */
  List<Taken> taken(int edges) {
    return Stream.concat(
            Stream.of(
                new Taken(host(1), api, "API"),
                new Taken(host(1), controlPlaneManagement, "control-plane management")),
            IntStream.rangeClosed(1, edges).boxed().flatMap(this::ofEdge))
        .filter(
            wanted ->
                !FreePort.isFree(wanted.host, wanted.port)
                    || (wanted.port == dns
                        && !FreePort.isFreeForDatagrams(wanted.host, wanted.port)))
        .toList();
  }

  private Stream<Taken> ofEdge(int number) {
    String edge = "edge " + number + " ";
    return Stream.of(
        new Taken(host(number), https, edge + "HTTPS"),
        new Taken(host(number), dns, edge + "DNS"),
        new Taken(host(number), challenges, edge + "challenges"),
        new Taken(host(number), reports, edge + "reports"),
        new Taken(host(number), edgeManagement, edge + "management"));
  }
}
