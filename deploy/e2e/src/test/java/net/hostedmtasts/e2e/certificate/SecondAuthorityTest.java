package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.e2e.certificate.AcmeFront.Reply;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.FreePort;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two authorities: {@code first} is an {@link AcmeFront} that refuses for reasons of its own, the
 * second one Pebble itself, where this service has another account.
 */
class SecondAuthorityTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** Start with {@code @BeforeAll}. */
  @SuppressWarnings("NullAway.Init")
  private static Pair pair;

  @SuppressWarnings("NullAway.Init")
  private static AcmeFront first;

  @BeforeAll
  static void start() {
    int port = FreePort.next();
    pair = Pair.prepare("second-authority", settings -> with(settings, port));
    pair.deployment().pebble().restart();
    first =
        AcmeFront.start(
            port,
            pair.deployment().pebble(),
            PebbleConnection.asPebble(pair.deployment().data().path().resolve("pebble")));
    pair.startAll(2);
  }

  @AfterAll
  static void stop() {
    pair.close();
    first.close();
  }

  @AfterEach
  void be_friendly_again() {
    first.refusals(order -> Optional.empty());
  }

  private static DeploymentSettings with(DeploymentSettings settings, int port) {
    Signing signing =
        new Signing.WithPebble(
            Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"), Optional.empty());
    return settings
        .withSigning(signing)
        .withControlPlane("certificates.authorities", "first,acme")
        .withControlPlane("certificates.acme.first.directory", AcmeFront.directory(port).toString())
        .withControlPlane("certificates.acme.first.agree-to-terms", "true")
        .withControlPlane("certificates.acme.first.caa-identity", "first.test")
        .withControlPlane("certificates.acme.first.profile", AcmeFront.PROFILE)
        // It has none, and signs all the same.
        .withControlPlane("certificates.acme.acme.profile", AcmeFront.PROFILE)
        .withControlPlane("certificates.acme.first.request-timeout", "PT2S")
        .withControlPlane(
            "certificates.acme.first.trust",
            settings.data().resolve("pebble").resolve("certificate.pem").toString());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "429, rateLimited",
    "503, serverInternal",
    "400, rejectedIdentifier",
    "403, userActionRequired"
  })
  void signs_where_the_first_refuses(int status, String type) {
    first.refusals(order -> Optional.of(Reply.problem(status, type, AN_HOUR)));
    Hosted hosted = pair.activate().hosted();
    assertThat(first.orders(hosted.policyHost())).hasSize(1);
    assertThat(authority(hosted)).isEqualTo("acme");
  }

  @Test
  void signs_where_the_first_does_not_answer() {
    CountDownLatch silence = new CountDownLatch(1);
    first.refusals(
        order -> {
          try {
            silence.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Optional.of(Reply.problem(503, "serverInternal", AN_HOUR));
        });
    try {
      Hosted hosted = pair.activate().hosted();
      assertThat(first.orders(hosted.policyHost())).isNotEmpty();
      assertThat(authority(hosted)).isEqualTo("acme");
    } finally {
      silence.countDown();
    }
  }

  @Test
  void is_not_asked_where_the_first_signs() {
    Hosted hosted = pair.activate().hosted();
    assertThat(authority(hosted)).isEqualTo("first");
    assertThat(first.orders(hosted.policyHost()))
        .extracting(order -> order.path("profile").asText())
        .containsExactly(AcmeFront.PROFILE);
  }

  private static String authority(Hosted hosted) {
    return pair.api()
        .get("/api/v1/domains/" + hosted.domain() + "/mta-sts/certificate")
        .expect(200)
        .body()
        .path("certificate")
        .path("authority")
        .asText();
  }
}
