package net.hostedmtasts.controlplane.dns;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Addresses as people read them. */
final class Addresses {
  static final int DNS_PORT = 53;

  private Addresses() {}

  static String text(InetAddress address) {
    return InetAddresses.toAddrString(address);
  }

  /** With the port, unless it is that of the DNS. */
  static String text(InetSocketAddress server) {
    String address = text(server.getAddress());
    return server.getPort() == DNS_PORT
        ? address
        : HostAndPort.fromParts(address, server.getPort()).toString();
  }
}
