package net.hostedmtasts.e2e.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All objects of one kustomization, as {@code kubectl} builds them. */
record Manifests(List<HasMetadata> objects) {
  static final Path ROOT = Path.of("..", "kubernetes");
  private static final int BUILD_SECONDS = 60;

  static Manifests build(String folder) {
    try {
      return new Manifests(StrictYaml.read(kustomize(ROOT.resolve(folder))));
    } catch (IOException e) {
      throw new IllegalStateException("deploy/kubernetes/" + folder + " is not built", e);
    }
  }

  private static String kustomize(Path folder) throws IOException {
    Path errors = Files.createTempFile("kustomize", ".log");
    Process process =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectError(errors.toFile())
            .start();
    try {
      String built = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(BUILD_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("kubectl kustomize: " + Files.readString(errors));
      }
      return built;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
      Files.delete(errors);
    }
  }

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T one(Class<T> type, String name) {
    return all(type).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
  }

  PodSpec pod(String deployment) {
    return one(Deployment.class, deployment).getSpec().getTemplate().getSpec();
  }

  /** The only container of a deployment. */
  Container container(String deployment) {
    List<Container> containers = pod(deployment).getContainers();
    if (containers.size() != 1) {
      throw new AssertionError(containers.size() + " containers in " + deployment);
    }
    return containers.get(0);
  }

  /** By name; the protocol is TCP where none is written. */
  Map<String, Integer> ports(String deployment) {
    Map<String, Integer> ports = new HashMap<>();
    for (ContainerPort port : container(deployment).getPorts()) {
      ports.put(port.getName(), port.getContainerPort());
    }
    return ports;
  }

  /** The whole environment of a container; what comes from a secret has the value "secret". */
  Map<String, String> environment(String deployment) {
    Map<String, String> environment = new HashMap<>();
    for (EnvFromSource source : container(deployment).getEnvFrom()) {
      environment.putAll(one(ConfigMap.class, source.getConfigMapRef().getName()).getData());
    }
    for (EnvVar variable : container(deployment).getEnv()) {
      environment.put(
          variable.getName(), variable.getValue() == null ? "secret" : variable.getValue());
    }
    return environment;
  }
}
