package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Connector connector = TestOutside.open(53).connector(metrics);

  @AfterEach
  void close() {
    connector.close();
  }

  @Test
  void a_connection_ends_with_its_deadline_whoever_has_it() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.2"))) {
      long before = System.nanoTime();
      assertThat(connect((InetSocketAddress) server.getLocalSocketAddress()))
          .isInstanceOf(Connection.Open.class);
      try (Socket accepted = server.accept()) {
        accepted.setSoTimeout(5_000);
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
      assertThat(TestOutside.attempts(metrics)).isEqualTo(1);
    }
  }

  @Test
  void a_name_is_never_looked_up() {
    assertThat(connect(InetSocketAddress.createUnresolved("localhost", 53)))
        .isEqualTo(new Connection.NotOpen(Connection.Reason.ADDRESS_NOT_GLOBAL, "not an address"));
    assertThat(TestOutside.attempts(metrics)).isZero();
    assertThat(TestOutside.refusals(metrics)).isEqualTo(1);
  }

  private Connection connect(InetSocketAddress to) {
    return connector
        .connect(to, Duration.ofMillis(300), pipeline -> {})
        .await()
        .atMost(Duration.ofSeconds(5));
  }
}
