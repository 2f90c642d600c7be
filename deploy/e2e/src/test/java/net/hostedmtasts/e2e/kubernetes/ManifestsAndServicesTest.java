package net.hostedmtasts.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests and the images against the services: a setting that is renamed is noticed here. */
class ManifestsAndServicesTest {
  private static final Manifests BASE = Manifests.build("base");
  private static final BuiltService CONTROL_PLANE = new BuiltService("control-plane");
  private static final BuiltService POLICY_SERVER = new BuiltService("policy-server");

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      textBlock =
          """
          control-plane, api,        quarkus.http.port
          control-plane, api-tls,    quarkus.http.ssl-port
          control-plane, management, quarkus.management.port
          policy-server, https,      policy.port
          policy-server, dns-udp,    zone.port
          policy-server, dns-tcp,    zone.port
          policy-server, challenges, quarkus.http.port
          policy-server, reports,    quarkus.http.ssl-port
          policy-server, management, quarkus.management.port
          """)
  void a_container_port_is_where_the_service_listens(String service, String port, String setting) {
    assertThat(BASE.ports(service))
        .containsEntry(port, Integer.valueOf(built(service).defaultOf(setting)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void every_port_that_a_service_opens_is_named(String service) {
    assertThat(Set.copyOf(BASE.ports(service).values()))
        .containsExactlyInAnyOrderElementsOf(built(service).ports());
  }

  @Test
  void the_listener_for_reports_is_open_and_gets_its_certificate_from_the_control_plane() {
    assertThat(BASE.environment("policy-server"))
        .containsEntry("QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "issued");
    assertThat(BASE.environment("control-plane")).containsKey("CERTIFICATES_HOSTS_REPORTS");
  }

  @Test
  void nobody_agrees_to_the_terms_of_an_authority_by_copying_a_file() {
    assertThat(BASE.environment("control-plane"))
        .containsEntry("CERTIFICATES_ACME_LETSENCRYPT_AGREE_TO_TERMS", "false")
        .containsEntry("CERTIFICATES_AUTHORITIES", "letsencrypt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void a_probe_asks_where_the_health_checks_are(String service) {
    BuiltService built = built(service);
    String health =
        built.defaultOf("quarkus.management.root-path", "/q")
            + "/"
            + built.defaultOf("quarkus.smallrye-health.root-path", "health");

    Map<String, Probe> probes =
        Map.of(
            "/started", BASE.container(service).getStartupProbe(),
            "/live", BASE.container(service).getLivenessProbe(),
            "/ready", BASE.container(service).getReadinessProbe());

    assertThat(built.defaultOf("quarkus.management.enabled")).isEqualTo("true");
    probes.forEach(
        (path, probe) -> {
          assertThat(probe.getHttpGet().getPath()).isEqualTo(health + path);
          assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void every_variable_is_one_that_a_service_reads(String service) throws IOException {
    for (String variable : BASE.environment(service).keySet()) {
      assertThat(readers(service, variable)).as(variable).isNotEmpty();
    }
  }

  /** A variable in the map of both services is for one of them at least. */
  private static List<BuiltService> readers(String service, String variable) throws IOException {
    boolean shared = map("mta-sts-shared").containsKey(variable);
    List<BuiltService> readers =
        shared ? List.of(CONTROL_PLANE, POLICY_SERVER) : List.of(built(service));
    List<BuiltService> found = new ArrayList<>();
    for (BuiltService reader : readers) {
      if (reader.reads(variable)) {
        found.add(reader);
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void the_base_sets_all_that_a_service_must_be_told(String service) {
    built(service).readSettings(BASE.environment(service));
  }

  @ParameterizedTest(name = "{0} without {1}")
  @CsvSource({
    "control-plane, ZONE_NAME",
    "control-plane, CERTIFICATES_KEY_ENCRYPTION_KEY_FILE",
    "policy-server, ZONE_NAME",
    "policy-server, ZONE_ADDRESSES",
    "policy-server, CERTIFICATES_SEALING_KEY_FILES"
  })
  void a_missing_setting_would_be_noticed(String service, String variable) {
    Map<String, String> environment = new HashMap<>(BASE.environment(service));
    environment.remove(variable);

    assertThatThrownBy(() -> built(service).readSettings(environment))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void a_name_that_nobody_reads_would_be_noticed() throws IOException {
    assertThat(POLICY_SERVER.reads("ZONE_ADDRESS")).isFalse();
    assertThat(CONTROL_PLANE.reads("QUARKUS_DATASOURCE_USER")).isFalse();
  }

  @Test
  void both_services_have_the_same_limit_of_silence() {
    assertThat(map("mta-sts-shared").get("EDGE_SILENCE_LIMIT"))
        .isEqualTo(map("mta-sts-shared").get("EDGES_SILENT_AFTER"));
  }

  @Test
  void an_edge_has_time_to_answer_on_and_to_close() {
    Duration grace = Duration.parse(BASE.environment("policy-server").get("EDGE_GRACE_PERIOD"));

    assertThat(grace).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    assertThat(BASE.pod("policy-server").getTerminationGracePeriodSeconds())
        .isGreaterThanOrEqualTo(grace.toSeconds() + 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void a_file_of_a_setting_is_on_a_mounted_secret(String service) {
    assertThat(files(BASE.environment(service)))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(secretAt(service, file)).isPresent());
  }

  /** What the README tells operators to put into a secret is what the services look for. */
  @Test
  void a_file_of_a_setting_is_one_that_operators_are_told_to_make() throws IOException {
    String readme = Files.readString(Manifests.ROOT.resolve("README.md"));
    for (String service : List.of("control-plane", "policy-server")) {
      assertThat(files(BASE.environment(service)))
          .allSatisfy(
              file -> {
                String secret = secretAt(service, file).orElseThrow();
                String name = file.getFileName().toString();
                boolean ofType = name.startsWith("tls.") && readme.contains("kubernetes.io/tls");
                assertThat(
                        ofType
                            || readme.contains("--from-literal=" + name + "=")
                            || readme.contains("`" + secret + "` as `" + name + "`"))
                    .as(secret + ": " + name)
                    .isTrue();
              });
    }
  }

  /** In both directions: a secret that nobody reads is not mounted. */
  @Test
  void a_mounted_secret_is_read_or_optional() {
    for (String service : List.of("control-plane", "policy-server")) {
      List<String> read =
          files(BASE.environment(service)).stream()
              .flatMap(file -> secretAt(service, file).stream())
              .toList();
      assertThat(BASE.pod(service).getVolumes().stream().map(Volume::getSecret))
          .filteredOn(secret -> secret != null && !Boolean.TRUE.equals(secret.getOptional()))
          .isNotEmpty()
          .allSatisfy(secret -> assertThat(read).contains(secret.getSecretName()));
    }
  }

  private static List<Path> files(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> variable.getKey().matches(".*_FILES?"))
        .flatMap(variable -> Stream.of(variable.getValue().split(",", -1)))
        .map(Path::of)
        .toList();
  }

  private static Optional<String> secretAt(String service, Path file) {
    return BASE.container(service).getVolumeMounts().stream()
        .filter(mount -> Path.of(mount.getMountPath()).equals(file.getParent()))
        .flatMap(
            mount ->
                BASE.pod(service).getVolumes().stream()
                    .filter(volume -> volume.getName().equals(mount.getName())))
        .map(Volume::getSecret)
        .filter(secret -> secret != null)
        .map(secret -> secret.getSecretName())
        .findFirst();
  }

  @Test
  void operators_are_told_of_every_secret() throws IOException {
    String readme = Files.readString(Manifests.ROOT.resolve("README.md"));

    assertThat(secrets()).isNotEmpty().allSatisfy(name -> assertThat(readme).contains(name));
  }

  private static Set<String> secrets() {
    return Stream.of("control-plane", "policy-server")
        .flatMap(
            service ->
                Stream.concat(
                    BASE.pod(service).getVolumes().stream()
                        .map(Volume::getSecret)
                        .filter(secret -> secret != null)
                        .map(secret -> secret.getSecretName()),
                    BASE.container(service).getEnv().stream()
                        .map(EnvVar::getValueFrom)
                        .filter(from -> from.getSecretKeyRef() != null)
                        .map(from -> from.getSecretKeyRef().getName())))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void an_image_has_what_the_pod_expects(String service) throws IOException {
    BuiltService built = built(service);
    List<String> lines = Files.readAllLines(built.module().resolve("Dockerfile"));

    assertThat(words(lines, "EXPOSE"))
        .map(port -> Integer.valueOf(port.replaceFirst("/.*", "")))
        .containsAll(BASE.ports(service).values());
    assertThat(words(lines, "USER"))
        .containsExactly(BASE.pod(service).getSecurityContext().getRunAsUser() + ":10001");
    assertThat(lines.stream().filter(line -> line.startsWith("COPY ")).toList())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(built.module().resolve(line.split(" ", -1)[1])).exists());
    assertThat(BASE.container(service).getImage()).startsWith("hosted-mta-sts/" + service + ":");
  }

  private static List<String> words(List<String> lines, String instruction) {
    return lines.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .flatMap(line -> Stream.of(line.split(" ", -1)).skip(1))
        .toList();
  }

  private static BuiltService built(String service) {
    return service.equals("control-plane") ? CONTROL_PLANE : POLICY_SERVER;
  }

  private static Map<String, String> map(String name) {
    return BASE.all(ConfigMap.class).stream()
        .filter(map -> map.getMetadata().getName().startsWith(name))
        .findFirst()
        .orElseThrow()
        .getData();
  }
}
