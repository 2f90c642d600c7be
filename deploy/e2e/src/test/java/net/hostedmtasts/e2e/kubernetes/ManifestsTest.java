package net.hostedmtasts.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manifests say among themselves. */
class ManifestsTest {
  private static final Manifests BASE = Manifests.build("base");

  @Test
  void old_versions_of_kubectl_build_it_too() throws IOException {
    Set<String> understoodByAll =
        Set.of(
            "apiVersion", "kind", "resources", "images", "configMapGenerator", "secretGenerator");
    String file = Files.readString(Manifests.ROOT.resolve("base").resolve("kustomization.yaml"));

    assertThat(StrictYaml.tree(file).fieldNames())
        .toIterable()
        .isNotEmpty()
        .allSatisfy(field -> assertThat(field).isIn(understoodByAll));
    // Folders among the resources are newer than that.
    assertThat(StrictYaml.tree(file).get("resources"))
        .allSatisfy(resource -> assertThat(resource.asText()).endsWith(".yaml"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {apiVersion: apps/v1, kind: Deployment, spec: {replica: 1}}            | an unknown field
          {apiVersion: v1, kind: Service, spec: {ports: [{port: 1, porty: 2}]}}  | an unknown field far down
          {apiVersion: apps/v1, kind: Deployment, spec: {replicas: many}}        | a text for a number
          {apiVersion: v1, kind: Service, kind: Service}                         | a field twice
          """)
  void the_reading_is_strict(String document, String why) {
    assertThatThrownBy(() -> StrictYaml.read(document)).isInstanceOf(IOException.class);
  }

  @Test
  void both_services_are_there_with_everything_around_them() {
    assertThat(BASE.objects())
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder(
            "ConfigMap",
            "ConfigMap",
            "ConfigMap",
            "Deployment",
            "Deployment",
            "HorizontalPodAutoscaler",
            "PodDisruptionBudget",
            "PodDisruptionBudget",
            "Service",
            "Service",
            "Service",
            "Service");
  }

  @ParameterizedTest(name = "{0}: {1}/{2} goes to {3} of {4}")
  @CsvSource(
      textBlock =
          """
          policy-server,     443, TCP, 8443, policy-server
          policy-server,     80,  TCP, 8080, policy-server
          policy-server-reports, 443, TCP, 8444, policy-server
          policy-server-reports, 80, TCP, 8080, policy-server
          policy-server-dns, 53,  UDP, 8053, policy-server
          policy-server-dns, 53,  TCP, 8053, policy-server
          control-plane,     80,  TCP, 8080, control-plane
          control-plane,     443, TCP, 8443, control-plane
          """)
  void services_lead_to_the_ports_of_the_pods(
      String service, int port, String protocol, int target, String deployment) {
    ServicePort found =
        BASE.one(Service.class, service).getSpec().getPorts().stream()
            .filter(one -> one.getPort() == port && protocol(one.getProtocol()).equals(protocol))
            .findFirst()
            .orElseThrow();

    assertThat(BASE.container(deployment).getPorts())
        .filteredOn(one -> one.getName().equals(found.getTargetPort().getStrVal()))
        .singleElement()
        .satisfies(
            container -> {
              assertThat(container.getContainerPort()).isEqualTo(target);
              assertThat(protocol(container.getProtocol())).isEqualTo(protocol);
            });
  }

  @Test
  void every_port_but_that_of_the_management_has_a_service() {
    for (String pods : List.of("control-plane", "policy-server")) {
      List<String> reached =
          BASE.all(Service.class).stream()
              .filter(service -> service.getSpec().getSelector().equals(podName(pods)))
              .flatMap(service -> service.getSpec().getPorts().stream())
              .map(port -> port.getTargetPort().getStrVal())
              .distinct()
              .toList();
      assertThat(BASE.ports(pods).keySet())
          .filteredOn(port -> !port.equals("management"))
          .containsExactlyInAnyOrderElementsOf(reached);
    }
  }

  @Test
  void every_selector_finds_the_pods_of_one_deployment() {
    List<Map<String, String>> selectors =
        List.of(
            BASE.one(Service.class, "policy-server").getSpec().getSelector(),
            BASE.one(Service.class, "policy-server-dns").getSpec().getSelector(),
            BASE.one(Service.class, "policy-server-reports").getSpec().getSelector(),
            budget("policy-server"),
            deployment("policy-server").getSelector().getMatchLabels());

    assertThat(selectors)
        .allSatisfy(labels -> assertThat(labels).isEqualTo(podName("policy-server")));
    assertThat(BASE.one(Service.class, "control-plane").getSpec().getSelector())
        .isEqualTo(podName("control-plane"))
        .isEqualTo(budget("control-plane"))
        .isEqualTo(deployment("control-plane").getSelector().getMatchLabels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void pods_run_restricted(String name) {
    PodSpec pod = BASE.pod(name);
    SecurityContext container = BASE.container(name).getSecurityContext();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(container.getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getCapabilities().getAdd()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void only_tmp_can_be_written_to_and_secrets_are_references(String name) {
    Container container = BASE.container(name);

    assertThat(container.getVolumeMounts())
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
        .singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
    assertThat(BASE.pod(name).getVolumes())
        .allMatch(volume -> volume.getEmptyDir() != null || volume.getSecret() != null);
    assertThat(container.getVolumeMounts())
        .extracting(mount -> mount.getName())
        .containsExactlyInAnyOrderElementsOf(
            BASE.pod(name).getVolumes().stream().map(volume -> volume.getName()).toList());
    assertThat(container.getEnv()).allMatch(variable -> variable.getValueFrom() != null);
  }

  /** The kubelet replaces files in a folder, and never one that is mounted by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void a_replaced_secret_reaches_running_pods(String name) {
    assertThat(BASE.container(name).getVolumeMounts())
        .isNotEmpty()
        .allMatch(mount -> mount.getSubPath() == null && mount.getSubPathExpr() == null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void a_pod_says_what_it_needs(String name) {
    Container container = BASE.container(name);

    assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKey("memory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"control-plane", "policy-server"})
  void a_new_version_replaces_only_what_it_can_stand_in_for(String name) {
    DeploymentSpec spec = deployment(name);

    assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
    assertThat(spec.getStrategy().getRollingUpdate().getMaxSurge().getIntVal()).isEqualTo(1);
    assertThat(spec.getMinReadySeconds()).isPositive();
    assertThat(spec.getRevisionHistoryLimit()).isGreaterThan(1);
    // A rollout that waits for a start-up probe which still has patience has not failed.
    assertThat(spec.getProgressDeadlineSeconds()).isGreaterThan(startupSeconds(name));
  }

  @Test
  void a_rollback_brings_the_settings_back() {
    assertThat(BASE.all(ConfigMap.class))
        .extracting(map -> map.getMetadata().getName())
        .allMatch(name -> name.matches("mta-sts-.*-[a-z0-9]{10}"), "has a hash of its content");
  }

  @Test
  void the_edge_scales_by_its_cpu() {
    HorizontalPodAutoscalerSpec scaler =
        BASE.one(HorizontalPodAutoscaler.class, "policy-server").getSpec();

    assertThat(scaler.getScaleTargetRef().getKind()).isEqualTo("Deployment");
    assertThat(scaler.getScaleTargetRef().getName()).isEqualTo("policy-server");
    assertThat(scaler.getMinReplicas()).isGreaterThan(1);
    assertThat(scaler.getMetrics())
        .singleElement()
        .satisfies(metric -> assertThat(metric.getResource().getName()).isEqualTo("cpu"));
    // Otherwise applying the manifests again would undo what the autoscaler did.
    assertThat(deployment("policy-server").getReplicas()).isNull();
  }

  private static int startupSeconds(String name) {
    var probe = BASE.container(name).getStartupProbe();
    return probe.getPeriodSeconds() * probe.getFailureThreshold();
  }

  private static DeploymentSpec deployment(String name) {
    return BASE.one(Deployment.class, name).getSpec();
  }

  private static Map<String, String> budget(String name) {
    return BASE.one(PodDisruptionBudget.class, name).getSpec().getSelector().getMatchLabels();
  }

  private static Map<String, String> podName(String deployment) {
    PodTemplateSpec pod = deployment(deployment).getTemplate();
    String label = "app.kubernetes.io/name";
    return Map.of(label, pod.getMetadata().getLabels().get(label));
  }

  private static String protocol(String written) {
    return written == null ? "TCP" : written;
  }
}
