package net.hostedmtasts.policyserver.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import java.util.Map;
import net.hostedmtasts.policyserver.fixture.Messages;
import org.junit.jupiter.api.Test;

/** What stands before the TLS engine of a new connection. */
class PolicyConnectionsTest {

  @Test
  void while_no_validation_is_expected_nothing_stands_before_the_tls_engine() {
    try (TestListener server = new TestListener(Map.of())) {
      assertThat(server.handlersOfNewConnection())
          .hasSize(2)
          .first()
          .isInstanceOf(SslHandler.class);
      server.challenge(
          "a", Messages.challenge("http-01", "mta-sts.example.com", "a.b"), Instant.now());
      assertThat(server.handlersOfNewConnection()).hasSize(2);
      server.challenge(
          "t", Messages.challenge("tls-alpn-01", "mta-sts.example.com", "t.b"), Instant.now());
      assertThat(server.handlersOfNewConnection())
          .hasSize(1)
          .first()
          .isNotInstanceOf(SslHandler.class);
      server.forgetChallenge("t");
      assertThat(server.handlersOfNewConnection()).hasSize(2);
    }
  }
}
