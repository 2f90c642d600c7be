package net.hostedmtasts.policyserver.listener;

import static net.hostedmtasts.policyserver.listener.ConnectionLimits.Verdict.ACCEPTED;
import static net.hostedmtasts.policyserver.listener.ConnectionLimits.Verdict.TOO_MANY;
import static net.hostedmtasts.policyserver.listener.ConnectionLimits.Verdict.TOO_MANY_OF_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {
  private final ConnectionLimits limits = new ConnectionLimits(3, 2);

  @ParameterizedTest(name = "{0} and {1} share a limit: {2}")
  @CsvSource(
      textBlock =
          """
          192.0.2.1,     192.0.2.1,           true
          192.0.2.1,     192.0.2.2,           false
          2001:db8::1,   2001:db8::ffff:2,    true
          2001:db8::1,   2001:db8:0:1::1,     false
          """)
  void one_client_has_so_many(String first, String second, boolean shared) {
    limits.count(new Connection(first));
    limits.count(new Connection(first));

    assertThat(limits.count(new Connection(second)))
        .isEqualTo(shared ? TOO_MANY_OF_CLIENT : ACCEPTED);
  }

  @Test
  void all_clients_together_have_so_many() {
    for (int client = 1; client <= 3; client++) {
      assertThat(limits.count(new Connection("192.0.2." + client))).isEqualTo(ACCEPTED);
    }

    assertThat(limits.count(new Connection("192.0.2.4"))).isEqualTo(TOO_MANY);
  }

  @Test
  void a_closed_connection_makes_room() {
    Connection first = new Connection("192.0.2.1");
    limits.count(first);
    limits.count(new Connection("192.0.2.1"));

    first.close().syncUninterruptibly();

    assertThat(limits.count(new Connection("192.0.2.1"))).isEqualTo(ACCEPTED);
    assertThat(limits.count(new Connection("192.0.2.1"))).isEqualTo(TOO_MANY_OF_CLIENT);
  }

  @Test
  void refused_connections_take_no_room() {
    for (int i = 0; i < 10; i++) {
      limits.count(new Connection("192.0.2.1"));
    }

    assertThat(limits.count(new Connection("192.0.2.2"))).isEqualTo(ACCEPTED);
  }

  private static final class Connection extends EmbeddedChannel {
    private final String client;

    Connection(String client) {
      this.client = client;
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return new InetSocketAddress(client, 1);
    }
  }
}
