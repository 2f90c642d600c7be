package net.hostedmtasts.controlplane.dns;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.xbill.DNS.ResolverConfig;

/** The resolvers to ask. */
final class Resolvers {
  private static final int PORT = 53;
  private static final int MAX = 3;
  // A lost packet must not decide anything: even a single resolver is asked twice.
  private static final int MIN_ATTEMPTS = 2;

  private Resolvers() {}

  /** The configured ones, or else those of the operating system. */
  static List<InetSocketAddress> all(DnsSettings settings) {
    List<InetSocketAddress> resolvers =
        settings
            .resolvers()
            .map(list -> list.stream().map(Resolvers::parse).toList())
            .orElseGet(Resolvers::system)
            .stream()
            .distinct()
            .limit(MAX)
            .toList();
    if (resolvers.isEmpty()) {
      throw new IllegalStateException("The operating system names no resolver: set dns.resolvers");
    }
    return resolvers;
  }

  /** Whom to ask, one attempt after the other. */
  static <T> List<T> attempts(List<T> resolvers) {
    return Stream.concat(resolvers.stream(), resolvers.stream())
        .limit(Math.max(MIN_ATTEMPTS, resolvers.size()))
        .toList();
  }

  private static List<InetSocketAddress> system() {
    return ResolverConfig.getCurrentConfig().servers();
  }

  private static InetSocketAddress parse(String text) {
    try {
      HostAndPort resolver = HostAndPort.fromString(text.strip()).withDefaultPort(PORT);
      InetAddress address = InetAddresses.forString(resolver.getHost());
      return new InetSocketAddress(address, resolver.getPort());
    } catch (IllegalArgumentException e) {
      throw new InvalidValue(
          "resolver", text, "an IP address, or an IP address and a port; IPv6 in brackets");
    }
  }
}
