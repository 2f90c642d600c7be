package net.hostedmtasts.policyserver.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where policies are answered over HTTPS, and the limits on who asks. */
@ConfigMapping(prefix = "policy")
public interface PolicyListenerSettings {
  /** Address to listen on. */
  @WithDefault("0.0.0.0")
  String listenAddress();

  /** Port to listen on. 0 takes a free one. */
  @WithDefault("8443")
  @Min(0)
  @Max(65_535)
  int port();

  /** Threads that answer. 0: as many as there are processors. */
  @WithDefault("0")
  @Min(0)
  @Max(256)
  int threads();

  /**
   * Time for a TLS handshake. Senders give up after 2 to 60 s, so that a longer one serves nobody.
   */
  @WithDefault("10s")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 1)
  Duration handshakeTimeout();

  /**
   * Time until a whole request has arrived, from the handshake or the answer before it. Single
   * bytes do not renew it.
   */
  @WithDefault("10s")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 5)
  Duration idleTimeout();

  /** Bytes of request line and headers. What senders ask with has some 200. */
  @WithDefault("8192")
  @Min(512)
  @Max(65_536)
  int headerBytes();

  /** Requests answered on one connection. Senders send one. */
  @WithDefault("100")
  @Min(1)
  @Max(1_000_000)
  int requestsPerConnection();

  /** Connections open at once. Each takes some 50 KB. */
  @WithDefault("10000")
  @Min(1)
  @Max(1_000_000)
  int connections();

  /** Connections open at once from one client: an IPv4 address, or an IPv6 network of 64 bits. */
  @WithDefault("256")
  @Min(1)
  @Max(1_000_000)
  int connectionsPerClient();
}
