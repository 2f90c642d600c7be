package net.hostedmtasts.controlplane.outside;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are those of hosts on the public Internet, by IANA's registries of
 * special-purpose addresses (RFC 6890). In doubt an address is none.
 */
public final class GlobalAddress {

  /** Whatever else is in IPv4 is unicast and global. */
  private static final List<AddressBlock> NOT_V4 =
      blocks(
          "0.0.0.0/8", // this network (RFC 791)
          "10.0.0.0/8", // private (RFC 1918)
          "100.64.0.0/10", // shared by carriers (RFC 6598); metadata of a cloud at 100.100.100.200
          "127.0.0.0/8", // loopback (RFC 1122)
          "168.63.129.16/32", // not special to IANA: the host's agent, inside a large cloud
          "169.254.0.0/16", // link-local (RFC 3927); metadata of clouds at 169.254.169.254
          "172.16.0.0/12", // private (RFC 1918)
          "192.0.0.0/24", // protocol assignments (RFC 6890)
          "192.0.2.0/24", // documentation (RFC 5737)
          "192.88.99.0/24", // 6to4 relays, deprecated (RFC 7526)
          "192.168.0.0/16", // private (RFC 1918)
          "198.18.0.0/15", // benchmarking (RFC 2544)
          "198.51.100.0/24", // documentation (RFC 5737)
          "203.0.113.0/24", // documentation (RFC 5737)
          "224.0.0.0/4", // multicast (RFC 5771)
          "240.0.0.0/4"); // reserved (RFC 1112), and broadcast (RFC 919)

  /**
   * What is global unicast in IPv6 lies here (RFC 4291, section 2.4; IANA has given out no other).
   */
  private static final AddressBlock V6 = AddressBlock.parse("2000::/3");

  private static final List<AddressBlock> NOT_V6 =
      blocks(
          "2001::/23", // protocol assignments: Teredo, benchmarking, ORCHID (RFC 2928)
          "2001:db8::/32", // documentation (RFC 3849)
          "2002::/16", // 6to4 (RFC 3056): an IPv4 address inside, behind a relay
          "3fff::/20"); // documentation (RFC 9637)

  /** How a network with IPv6 alone reaches IPv4 (RFC 6052, section 2.1): the address is inside. */
  private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");

  private static final int V4_IN_NAT64 = 12;

  private GlobalAddress() {}

  /** Whether the address is global unicast. */
  public static boolean is(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 4) {
      return NOT_V4.stream().noneMatch(block -> block.contains(address));
    }
    return NAT64.contains(address)
        ? is(v4(Arrays.copyOfRange(octets, V4_IN_NAT64, octets.length)))
        : V6.contains(address) && NOT_V6.stream().noneMatch(block -> block.contains(address));
  }

  private static InetAddress v4(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four octets are an address", e);
    }
  }

  private static List<AddressBlock> blocks(String... blocks) {
    return Stream.of(blocks).map(AddressBlock::parse).toList();
  }
}
