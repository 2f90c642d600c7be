package net.hostedmtasts.policyserver.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitTest {
  private final ConnectionLimit limit = new ConnectionLimit(3, 2);

  @ParameterizedTest(name = "{0} and {1} share a limit: {2}")
  @CsvSource(
      textBlock =
          """
          192.0.2.1,     192.0.2.1,           true
          192.0.2.1,     192.0.2.2,           false
          2001:db8::1,   2001:db8::ffff:2,    true
          2001:db8::1,   2001:db8:0:1::1,     false
          """)
  void one_client_has_so_many(String first, String second, boolean shared) throws Exception {
    limit.opened(address(first));
    limit.opened(address(first));

    assertThat(limit.opened(address(second))).isNotEqualTo(shared);
  }

  @Test
  void all_clients_together_have_so_many() {
    long allowed =
        IntStream.range(0, 5).filter(client -> limit.opened(address("192.0.2." + client))).count();

    assertThat(allowed).isEqualTo(3);
    assertThat(limit.open()).isEqualTo(3);
  }

  @Test
  void a_closed_connection_makes_room() {
    InetAddress client = address("192.0.2.1");
    limit.opened(client);
    limit.opened(client);
    limit.closed(client);

    assertThat(limit.opened(client)).isTrue();
    assertThat(limit.opened(client)).isFalse();
    assertThat(limit.open()).isEqualTo(2);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
