package net.hostedmtasts.policyserver.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.hostedmtasts.policyserver.fixture.Messages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a validation is pending, each ClientHello is looked at: however it comes, or not at all.
 */
class ValidationOctetsTest {
  private static final String HOST = "mta-sts.example.com";

  private TestListener server = new TestListener(Map.of());

  @BeforeEach
  void hold() {
    server.hold("example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void pending() {
    server.challenge(
        "token", Messages.challenge("tls-alpn-01", HOST, "token.print"), Instant.now());
  }

  @ParameterizedTest(name = "in pieces of {0}")
  @ValueSource(ints = {1, 4, 5, 6, 9, 100, 300})
  void a_client_hello_may_come_in_many_segments(int size) throws Exception {
    pending();
    byte[] hello = CapturedHello.of(HOST, "acme-tls/1");
    byte[] whole = CapturedHello.firstAnswer(server, List.of(hello));
    assertThat(whole[0]).as("a handshake record").isEqualTo((byte) 22);
    assertThat(CapturedHello.firstAnswer(server, pieces(hello, size)).length)
        .as("signatures differ in length by a few octets")
        .isCloseTo(whole.length, within(8));
  }

  @ParameterizedTest(name = "records of {0}")
  @ValueSource(ints = {1, 3, 4, 50})
  void a_client_hello_may_come_in_many_records(int size) throws Exception {
    byte[] hello = CapturedHello.of(HOST, "acme-tls/1");
    byte[] records = CapturedHello.inRecords(hello, size);
    byte[] usual = CapturedHello.firstAnswer(server, List.of(records));
    pending();
    byte[] validation = CapturedHello.firstAnswer(server, List.of(records));
    assertThat(validation[0]).isEqualTo(usual[0]).isEqualTo((byte) 22);
    assertThat(validation.length).as("a chain of one").isLessThan(usual.length);
  }

  private static List<byte[]> pieces(byte[] all, int size) {
    return IntStream.range(0, (all.length + size - 1) / size)
        .mapToObj(i -> Arrays.copyOfRange(all, i * size, Math.min(all.length, (i + 1) * size)))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"zeros", "http", "cut", "alert", "large", "empty record", "no hello"})
  void what_is_no_client_hello_ends_as_if_nothing_were_pending(String what) throws Exception {
    byte[] sent = CapturedHello.garbage(what);
    byte[] usual = CapturedHello.everything(server, sent);
    await().until(() -> failed() + left() == 1);
    double failed = failed();
    double left = left();
    pending();
    assertThat(CapturedHello.everything(server, sent)).isEqualTo(usual);
    await()
        .untilAsserted(
            () -> {
              assertThat(failed()).as("failed").isEqualTo(2 * failed);
              assertThat(left()).as("left").isEqualTo(2 * left);
            });
  }

  private double failed() {
    return server.counted("edge.handshakes", "result", "failed");
  }

  private double left() {
    return server.counted("edge.handshakes", "result", "left");
  }

  @Test
  void a_client_hello_that_never_comes_ends_in_time() throws IOException {
    restart(Map.of("policy.handshake-timeout", "PT1S"));
    pending();
    long begun = System.nanoTime();
    try (var socket = server.connectPlain()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(22);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    await().until(() -> server.counted("edge.handshakes", "result", "timed_out") == 1);
  }

  @Test
  void a_validation_that_goes_no_further_ends_in_time() throws IOException {
    restart(Map.of("policy.handshake-timeout", "PT1S"));
    pending();
    try (var socket = server.connectPlain()) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(CapturedHello.of(HOST, "acme-tls/1"));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
    await().until(() -> server.counted("edge.validations", "result", "failed") == 1);
  }

  private void restart(Map<String, String> set) {
    server.close();
    server = new TestListener(set);
    server.hold("example.com");
  }
}
