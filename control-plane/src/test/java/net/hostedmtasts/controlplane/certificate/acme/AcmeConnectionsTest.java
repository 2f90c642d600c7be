package net.hostedmtasts.controlplane.certificate.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.exception.AcmeNetworkException;

/** An authority that takes its time holds no thread for longer than a call may take. */
class AcmeConnectionsTest {
  private static final int CONNECTIONS = 4;
  private static final Duration GENEROUS = Duration.ofSeconds(30);
  private static final StallingServer.Answer NO_BODY = out -> StallingServer.head(out, "", 100);

  private StallingServer server;
  private AcmeConnections connections;

  /** Of the test: a body drips until then at the latest. */
  private final CountDownLatch over = new CountDownLatch(1);

  @BeforeEach
  void start() {
    server = new StallingServer();
    AcmeSettings settings =
        Objects.requireNonNull(
            Settings.of(
                    Map.of(
                        "certificates.key-encryption-key-file", "/keys/at-rest",
                        "certificates.edge-key-file", "/keys/edge",
                        "certificates.acme.slow.directory", server.directory().toString(),
                        "certificates.acme.slow.connections", Integer.toString(CONNECTIONS),
                        "certificates.acme.slow.request-timeout", "PT1S"))
                .acme()
                .get("slow"));
    connections = new AcmeConnections("slow", settings);
  }

  @AfterEach
  void stop() throws IOException {
    over.countDown();
    connections.close();
    server.close();
  }

  @Test
  void an_answer_in_time_is_read() {
    assertThat(readDirectory().await().atMost(GENEROUS)).isTrue();
  }

  @Test
  void headers_without_a_body_on_every_thread_stop_nothing() {
    server.answers(NO_BODY);
    List<CompletableFuture<Boolean>> stalled =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> readDirectory().subscribeAsCompletionStage())
            .toList();
    stalled.forEach(
        one ->
            assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> one.get(30, TimeUnit.SECONDS))
                .withCauseInstanceOf(AcmeFailure.class));

    await().atMost(GENEROUS).until(() -> server.leftByClient() == CONNECTIONS);
    server.recovers();
    for (int i = 0; i < CONNECTIONS; i++) {
      assertThat(readDirectory().await().atMost(GENEROUS)).isTrue();
    }
  }

  /** Each byte in time, the whole never. */
  @Test
  void a_body_that_drips_is_left() {
    server.answers(
        out -> {
          StallingServer.head(out, "", 1_000_000);
          drip(out);
        });
    assertFailsInTime("no whole answer in time");
    await().atMost(GENEROUS).until(() -> server.leftByClient() == 1);
  }

  @Test
  void a_body_without_an_end_is_left() {
    server.answers(
        out -> {
          StallingServer.head(out, "", Long.MAX_VALUE);
          byte[] part = new byte[65_536];
          while (!Thread.interrupted()) {
            out.write(part);
          }
        });
    assertFailsInTime("more than 1048576 bytes");
    await().atMost(GENEROUS).until(() -> server.leftByClient() == 1);
  }

  /** A megabyte of what is packed may be a gigabyte. */
  @Test
  void a_packed_body_is_not_unpacked() {
    server.answers(
        out -> StallingServer.send(out, "Content-Encoding: gzip\r\n", StallingServer.DIRECTORY));
    assertFailsInTime("packed");
  }

  @Test
  void a_call_that_nobody_waits_for_ends_at_once() {
    server.answers(NO_BODY);
    List<Cancellable> lost =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(i -> readDirectory().subscribe().with(item -> {}, failure -> {}))
            .toList();
    lost.forEach(Cancellable::cancel);
    server.recovers();
    assertThat(readDirectory().await().atMost(GENEROUS)).isTrue();
  }

  private Uni<Boolean> readDirectory() {
    return connections.call(session -> session.getMetadata().getCaaIdentities().isEmpty());
  }

  private void assertFailsInTime(String because) {
    assertThatExceptionOfType(AcmeFailure.class)
        .isThrownBy(() -> readDirectory().await().atMost(GENEROUS))
        .satisfies(
            failure ->
                assertThat(failure.why())
                    .isInstanceOf(AcmeNetworkException.class)
                    .hasStackTraceContaining(because));
  }

  private void drip(OutputStream out) throws IOException {
    try {
      while (!over.await(100, TimeUnit.MILLISECONDS)) {
        out.write(' ');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
