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
    int edgeManagement,
    int ownerAuthority,
    int ownerResolver,
    int ownerHttp,
    int acme,
    int acmeManagement) {
  private static final int HIGHEST = 65_535;
  private static final int API = 80;
  private static final int REPORTS = 444;

  /** The highest base with which every port is a valid one. */
  public static final int HIGHEST_BASE = HIGHEST - REPORTS;

  /**
   * Ports that end like the well-known ones: 80, 90, 443, 53, 81, 444 and 91 after {@code base},
   * for the owner's DNS 54, 55 and 82, and for Pebble 83 and 84.
   */
  public static Ports fromBase(int base) {
    return new Ports(
        base + API,
        base + 90,
        base + 443,
        base + 53,
        base + 81,
        base + REPORTS,
        base + 91,
        base + 54,
        base + 55,
        base + 82,
        base + 83,
        base + 84);
  }

  /** The base of ports that were made from one. */
  int base() {
    return api - API;
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

  /**
   * The ports of one control-plane, {@code edges} edges and, where there are such, the owner's DNS
   * and Pebble, that cannot be had.
   */
  List<Taken> taken(int edges, boolean ownerDns, boolean pebble) {
    Stream<Taken> services =
        Stream.concat(
            Stream.of(
                new Taken(host(1), api, "API"),
                new Taken(host(1), controlPlaneManagement, "control-plane management")),
            IntStream.rangeClosed(1, edges).boxed().flatMap(this::ofEdge));
    return Stream.of(
            services,
            ownerDns ? ofOwnerDns() : Stream.<Taken>empty(),
            pebble ? ofPebble() : Stream.<Taken>empty())
        .flatMap(all -> all)
        .filter(wanted -> !isFree(wanted))
        .toList();
  }

  private boolean isFree(Taken wanted) {
    boolean datagrams =
        wanted.port == dns || wanted.port == ownerAuthority || wanted.port == ownerResolver;
    return FreePort.isFree(wanted.host, wanted.port)
        && (!datagrams || FreePort.isFreeForDatagrams(wanted.host, wanted.port));
  }

  private Stream<Taken> ofOwnerDns() {
    return Stream.of(
        new Taken(host(1), ownerAuthority, "owner's authoritative DNS"),
        new Taken(host(1), ownerResolver, "owner's resolver"),
        new Taken(host(1), ownerHttp, "owner's records"));
  }

  private Stream<Taken> ofPebble() {
    return Stream.of(
        new Taken(host(1), acme, "Pebble"),
        new Taken(host(1), acmeManagement, "Pebble's management"));
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
