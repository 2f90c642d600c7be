package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void ports_end_like_the_well_known_ones() {
    assertThat(Ports.fromBase(8_000))
        .isEqualTo(
            new Ports(
                8_080, 8_090, 8_443, 8_053, 8_081, 8_444, 8_091, 8_054, 8_055, 8_082, 8_083,
                8_084));
  }

  @Test
  void free_ports_are_not_taken() {
    assertThat(Ports.free().taken(3, true, false)).isEmpty();
  }

  @Test
  void a_port_that_something_listens_on_is_named_with_its_purpose() throws IOException {
    Ports ports = Ports.free();
    try (ServerSocket listener =
        new ServerSocket(ports.https(), 1, InetAddress.getByName("127.0.0.2"))) {
      assertThat(ports.taken(2, true, false))
          .containsExactly(new Ports.Taken("127.0.0.2", listener.getLocalPort(), "edge 2 HTTPS"));
      assertThat(ports.taken(1, true, false)).isEmpty();
    }
  }

  @Test
  void dns_needs_its_port_for_datagrams_too() throws IOException {
    Ports ports = Ports.free();
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.dns()))) {
      assertThat(ports.taken(1, true, false))
          .containsExactly(new Ports.Taken("127.0.0.1", socket.getLocalPort(), "edge 1 DNS"));
    }
  }

  @Test
  void the_ports_of_the_owners_dns_need_to_be_free_only_where_there_is_one() throws IOException {
    Ports ports = Ports.free();
    try (DatagramSocket socket =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.ownerResolver()))) {
      assertThat(ports.taken(1, true, false))
          .containsExactly(new Ports.Taken("127.0.0.1", socket.getLocalPort(), "owner's resolver"));
      assertThat(ports.taken(1, false, false)).isEmpty();
    }
  }

  @Test
  void a_free_port_is_given_out_once_and_is_below_those_of_outgoing_connections() {
    assertThat(Stream.generate(FreePort::next).limit(100))
        .doesNotHaveDuplicates()
        .allMatch(port -> port < 32_768);
  }
}
