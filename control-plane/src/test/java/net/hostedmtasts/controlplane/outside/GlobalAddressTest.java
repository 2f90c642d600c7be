package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IANA's registries of special-purpose addresses, as of RFC 6890 and later ones. */
class GlobalAddressTest {
  private static final SimpleMeterRegistry METRICS = new SimpleMeterRegistry();
  private static final Connector CONNECTOR = TestOutside.closed(53).connector(METRICS);

  @AfterAll
  static void close() {
    CONNECTOR.close();
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.0.0.0                 | this host: means loopback to many systems
          0.1.2.3                 | this network
          10.0.0.0                | private, first
          10.255.255.255          | private, last
          100.64.0.1              | carrier's, first
          100.100.100.200         | metadata of a cloud
          100.127.255.255         | carrier's, last
          127.0.0.1               | loopback
          127.0.0.2               | loopback
          127.255.255.255         | loopback, last
          168.63.129.16           | a cloud's host agent
          169.254.0.1             | link-local
          169.254.169.254         | metadata of clouds
          169.254.170.2           | metadata of a cloud's containers
          172.16.0.1              | private, first
          172.31.255.255          | private, last
          192.0.0.1               | DS-Lite
          192.0.0.170             | NAT64 discovery
          192.0.0.192             | metadata of a cloud
          192.0.2.1               | documentation
          192.88.99.1             | 6to4 relay
          192.168.0.1             | private
          192.168.255.255         | private, last
          198.18.0.1              | benchmarking, first
          198.19.255.255          | benchmarking, last
          198.51.100.1            | documentation
          203.0.113.255           | documentation
          224.0.0.1               | multicast
          239.255.255.250         | multicast
          240.0.0.1               | reserved
          255.255.255.255         | broadcast
          ::                      | unspecified
          ::1                     | loopback
          ::2                     | v4-compatible range
          ::127.0.0.1             | v4-compatible
          ::8.8.8.8               | v4-compatible, of a global address
          ::ffff:0:10.0.0.1       | v4-translated
          64:ff9b::7f00:1         | NAT64 of 127.0.0.1
          64:ff9b::a00:1          | NAT64 of 10.0.0.1
          64:ff9b::a9fe:a9fe      | NAT64 of 169.254.169.254
          64:ff9b::c0a8:101       | NAT64 of 192.168.1.1
          64:ff9b:1::808:808      | NAT64, local
          64:ff9b::1:808:808      | beside NAT64
          100::1                  | discard only
          100:0:0:1::1            | dummy prefix
          2001::1                 | Teredo
          2001:0:4136:e378::1     | Teredo
          2001:2::1               | benchmarking
          2001:3::1               | AMT
          2001:10::1              | ORCHID
          2001:20::1              | ORCHIDv2
          2001:1ff:ffff::1        | protocol assignments, last
          2001:db8::1             | documentation
          2001:db8:ffff:ffff::1   | documentation, last
          2002:7f00:1::1          | 6to4 of 127.0.0.1
          2002:a00:1::1           | 6to4 of 10.0.0.1
          2002:808:808::1         | 6to4 of a global address
          3fff::1                 | documentation
          3fff:fff:ffff::1        | documentation, last
          4000::1                 | not given out
          5f00::1                 | segment routing
          fc00::1                 | unique local
          fd00::1                 | unique local
          fd00:ec2::254           | metadata of a cloud
          fd20:ce::254            | metadata of a cloud
          fdff:ffff::1            | unique local, last
          fe80::1                 | link-local
          febf::1                 | link-local, last
          fec0::1                 | site-local
          feff::1                 | site-local, last
          ff02::1                 | multicast
          ff0e::1                 | multicast, global scope
          """)
  void what_is_not_global_is_not_connected_to(String address, String why) {
    InetAddress parsed = InetAddresses.forString(address);
    assertThat(GlobalAddress.is(parsed)).isFalse();
    long refusals = TestOutside.refusals(METRICS);
    assertThat(connect(parsed))
        .isInstanceOfSatisfying(
            Connection.NotOpen.class,
            no -> assertThat(no.reason()).isEqualTo(Connection.Reason.ADDRESS_NOT_GLOBAL));
    assertThat(TestOutside.refusals(METRICS)).isEqualTo(refusals + 1);
    assertThat(TestOutside.attempts(METRICS)).isZero();
  }

  @ParameterizedTest(name = "{0} is global: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.0.0.1              | after 0/8
          8.8.8.8              | a host
          9.255.255.255        | before 10/8
          11.0.0.0             | after 10/8
          100.63.255.255       | before the carriers'
          100.128.0.0          | after the carriers'
          126.255.255.255      | before loopback
          128.0.0.1            | after loopback
          168.63.129.17        | beside a host agent
          169.253.255.255      | before link-local
          172.15.255.255       | before private
          172.32.0.0           | after private
          192.0.1.0            | after protocol assignments
          192.88.98.255        | before 6to4 relays
          192.167.255.255      | before private
          198.17.255.255       | before benchmarking
          198.20.0.0           | after benchmarking
          223.255.255.255      | before multicast
          2000::1              | first
          2001:200::1          | after protocol assignments
          2001:db7:ffff::1     | before documentation
          2001:db9::1          | after documentation
          2003::1              | after 6to4
          2606:4700:4700::1111 | a host
          3ffe::1              | before documentation
          64:ff9b::808:808     | NAT64 of 8.8.8.8
          """)
  void what_is_global_is_allowed(String address, String why) {
    assertThat(GlobalAddress.is(InetAddresses.forString(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "10.0.0.1", "8.8.8.8", "169.254.169.254"})
  void an_address_of_ipv4_written_in_ipv6_is_refused_however_it_is_kept(String address)
      throws UnknownHostException {
    byte[] octets = new byte[16];
    Arrays.fill(octets, 10, 12, (byte) 0xff);
    System.arraycopy(InetAddresses.forString(address).getAddress(), 0, octets, 12, 4);
    assertThat(GlobalAddress.is(Inet6Address.getByAddress(null, octets, -1))).isFalse();
  }

  @Test
  void a_name_is_refused_unless_every_address_is_global() {
    assertThat(CONNECTOR.allowsAll(all("8.8.8.8", "2606:4700:4700::1111"))).isTrue();
    assertThat(CONNECTOR.allowsAll(all("8.8.8.8", "10.0.0.1"))).isFalse();
    assertThat(CONNECTOR.allowsAll(all("::1", "2606:4700:4700::1111"))).isFalse();
    assertThat(CONNECTOR.allowsAll(List.of())).isFalse();
  }

  @Test
  void the_loopback_setting_opens_loopback_and_nothing_else() {
    Connector open = TestOutside.open(53).connector(new SimpleMeterRegistry());
    try {
      assertThat(open.allowsAll(all("127.0.0.1", "127.255.255.255", "::1"))).isTrue();
      assertThat(all("10.0.0.1", "169.254.169.254", "0.0.0.0", "::", "fe80::1", "::127.0.0.1"))
          .noneMatch(open::allows);
    } finally {
      open.close();
    }
  }

  private static Connection connect(InetAddress address) {
    return CONNECTOR
        .connect(new InetSocketAddress(address, 9), Duration.ofMillis(200), pipeline -> {})
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  private static List<InetAddress> all(String... addresses) {
    return Arrays.stream(addresses).map(InetAddresses::forString).toList();
  }
}
