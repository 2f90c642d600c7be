package net.hostedmtasts.standalone.ownerdns;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the owner's DNS listens, and whom it asks.
 *
 * @param host the address of all its servers
 * @param authorityPort UDP and TCP
 * @param resolverPort UDP and TCP
 * @param httpPort for changes of records
 * @param serviceZone the zone that the edges answer for
 * @param edges the addresses of the edges' DNS, asked for anew each time
 * @param data the data folder of the deployment, which the HTTP calls tell
 * @param folder where the zones are kept
 */
public record OwnerDnsSettings(
    String host,
    int authorityPort,
    int resolverPort,
    int httpPort,
    String serviceZone,
    Supplier<List<InetSocketAddress>> edges,
    Path data,
    Path folder) {}
