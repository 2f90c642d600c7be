package net.hostedmtasts.e2e.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.FreePort;
import net.hostedmtasts.standalone.Ports;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.Test;

/** The reports listener, and the API where it terminates TLS itself, get certificates as well. */
class ServiceHostsTest {
  private static final Duration LIFE = Duration.ofSeconds(Counts.of(90, 300));
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String REPORTS = "reports.service.example";
  private static final String API = "api.service.example";

  private final int apiPort = FreePort.next();

  @Test
  void hosts_of_the_service_have_certificates_and_the_next_handshake_uses_a_renewed_one() {
    try (Pair pair = prepared("service-hosts", Optional.of(LIFE), this::withBoth)) {
      address(pair, REPORTS, Ports.host(1), Ports.host(2));
      address(pair, API, Ports.host(1));
      pair.startAll(2);
      pair.startControlPlane(2);
      List<TlsLook> looks = Stream.concat(reports(pair), api(pair)).toList();
      Pair.await(
          "all have one", LIMIT, () -> serials(looks).stream().allMatch(Optional::isPresent));
      assertThat(serials(reports(pair).toList()).stream().distinct()).hasSize(1);
      assertThat(serials(api(pair).toList()).stream().distinct()).hasSize(1);
      assertThat(curl(pair, API)).isEqualTo("200");
      assertThat(reports(pair).map(TlsLook::post)).allMatch(status -> status.contains(" 404 "));

      Hosted hosted = pair.activate().hosted();
      assertThat(looks(pair, pair.deployment().settings().ports().https(), REPORTS))
          .as("a policy listener answers no other host's name")
          .allMatch(TlsLook::refuses);
      assertThat(looks(pair, pair.deployment().settings().ports().reports(), hosted.policyHost()))
          .as("a reports listener answers no policy host's name")
          .allMatch(TlsLook::refuses);

      List<Optional<String>> first = serials(looks);
      Pair.await(
          "renewed everywhere, without a restart",
          LIFE.multipliedBy(2),
          () -> {
            List<Optional<String>> now = serials(looks);
            assertThat(now).as("never without a valid one").allMatch(Optional::isPresent);
            return Stream.iterate(0, i -> i < now.size(), i -> i + 1)
                .noneMatch(i -> now.get(i).equals(first.get(i)));
          });
    }
  }

  @Test
  void nothing_is_asked_of_an_authority_for_a_name_whose_port_80_leads_elsewhere() {
    try (Pair pair =
        prepared(
            "elsewhere",
            Optional.empty(),
            settings ->
                withFiles(settings)
                    .withControlPlane("certificates.hosts.reports", REPORTS)
                    .withControlPlane("orders.pauses", "PT30M"))) {
      // Nobody answers at the second address.
      address(pair, REPORTS, Ports.host(1), Ports.host(9));
      pair.startAll(1);
      Pair.await(
          "the reason is shown",
          LIMIT,
          () -> serviceHost(pair).path("order").path("failures").asInt() > 0);
      JsonNode finding = serviceHost(pair).path("order").path("findings").path(0);
      assertThat(finding.path("code").asText()).isEqualTo("challenge-not-reachable");
      assertThat(finding.toString())
          .contains("does not lead to the edges' challenge listener")
          .contains(Ports.host(9));
      assertThat(pebble(pair).orders()).isZero();
      assertThat(curl(pair, "127.0.0.1")).as("the API from files").isEqualTo("200");

      address(pair, REPORTS, Ports.host(1));
      pair.api().send("POST", "/api/v1/service-hosts/" + REPORTS + "/order", "{}").expect(204);
      Pair.await(
          "it is ordered once the address is right",
          LIMIT,
          () -> !serviceHost(pair).path("certificate").path("serial").asText().isEmpty());
      assertThat(pebble(pair).finalizedOrders()).hasSize(1);
    }
  }

  private static Pair prepared(
      String name, Optional<Duration> life, UnaryOperator<DeploymentSettings> more) {
    Signing signing =
        new Signing.WithPebble(
            Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "5"), life);
    return Pair.prepare(name, settings -> more.apply(settings.withSigning(signing)));
  }

  private DeploymentSettings withBoth(DeploymentSettings settings) {
    return settings
        .withControlPlane("certificates.hosts.reports", REPORTS)
        .withControlPlane("certificates.hosts.api", API)
        .withControlPlane("orders.pauses", "PT1S,PT2S")
        .withControlPlane("quarkus.http.tls-configuration-name", "issued")
        .withControlPlane("quarkus.http.ssl-port", Integer.toString(apiPort))
        .withEdge("quarkus.http.tls-configuration-name", "issued")
        .withEdge("quarkus.http.ssl-port", Integer.toString(settings.ports().reports()));
  }

  /** With Pebble's own certificate, which is there before the control-plane is. */
  private DeploymentSettings withFiles(DeploymentSettings settings) {
    Path folder = settings.data().resolve("pebble");
    return settings
        .withControlPlane("quarkus.http.tls-configuration-name", "files")
        .withControlPlane("tls.certificate-file", folder.resolve("certificate.pem").toString())
        .withControlPlane("tls.key-file", folder.resolve("key.pem").toString())
        .withControlPlane("quarkus.http.ssl-port", Integer.toString(apiPort));
  }

  private static void address(Pair pair, String name, String... addresses) {
    pair.deployment().ownerDns().set(name, "A", addresses);
    pair.deployment().ownerDns().forget();
  }

  private static Stream<TlsLook> reports(Pair pair) {
    return looks(pair, pair.deployment().settings().ports().reports(), REPORTS).stream();
  }

  private Stream<TlsLook> api(Pair pair) {
    return looks(pair, apiPort, API).stream();
  }

  private static List<TlsLook> looks(Pair pair, int port, String name) {
    Path roots = pair.deployment().data().authority();
    return Stream.of(1, 2).map(n -> new TlsLook(roots, Ports.host(n), port, name)).toList();
  }

  private static List<Optional<String>> serials(List<TlsLook> looks) {
    return looks.stream().map(TlsLook::serial).toList();
  }

  private static JsonNode serviceHost(Pair pair) {
    return pair.api().get("/api/v1/service-hosts").expect(200).body().path("items").path(0);
  }

  private static PebbleLog pebble(Pair pair) {
    return new PebbleLog(pair.deployment().data().log("pebble"));
  }

  /** The status that curl sees of the API, which is served on the first address. */
  private String curl(Pair pair, String name) {
    Path roots =
        name.equals(API)
            ? pair.deployment().data().authority()
            : pair.deployment().data().path().resolve("pebble").resolve("certificate.pem");
    try {
      Process curl =
          new ProcessBuilder(
                  "curl",
                  "-sS",
                  "-o",
                  "/dev/null",
                  "-w",
                  "%{http_code}",
                  "--max-time",
                  "10",
                  "--cacert",
                  roots.toString(),
                  "--resolve",
                  name + ":" + apiPort + ":" + Ports.host(1),
                  "https://" + name + ":" + apiPort + "/q/openapi")
              .redirectErrorStream(true)
              .start();
      String output = new String(curl.getInputStream().readAllBytes(), UTF_8);
      assertThat(curl.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
