package net.hostedmtasts.controlplane.limit;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where requests come from. Of IPv6 only the network counts: whoever has one address has all of its
 * 2^64.
 */
record ClientAddress(String value) {
  private static final int NETWORK_OCTETS = 8;
  private static final int IPV4_OCTETS = 4;
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  static ClientAddress of(String address) {
    int zone = address.indexOf('%');
    byte[] octets =
        NetUtil.createByteArrayFromIpAddressString(zone < 0 ? address : address.substring(0, zone));
    // A Unix socket, for example.
    if (octets == null) {
      return new ClientAddress("other");
    }
    if (octets.length == IPV4_OCTETS) {
      return new ClientAddress(HexFormat.of().formatHex(octets));
    }
    return mapped(octets)
        ? new ClientAddress(HexFormat.of().formatHex(octets, MAPPED.length, octets.length))
        : new ClientAddress(HexFormat.of().formatHex(octets, 0, NETWORK_OCTETS));
  }

  // An IPv4 client of a socket for both (RFC 4291, section 2.5.5.2).
  private static boolean mapped(byte[] octets) {
    return Arrays.equals(octets, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
  }
}
