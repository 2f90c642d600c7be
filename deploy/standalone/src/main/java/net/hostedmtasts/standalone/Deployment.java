package net.hostedmtasts.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import net.hostedmtasts.standalone.ownerdns.OwnerDns;
import net.hostedmtasts.standalone.ownerdns.OwnerDnsSettings;
import org.jspecify.annotations.Nullable;

/**
 * The pair on one machine, every part a process of its own: a database, a broker, any number of
 * control-planes and edges. Instances are made when they are first asked for, and can be ended,
 * paused and started again at any time. None outlives this JVM.
 */
public final class Deployment implements AutoCloseable {
  private static final String CONTROL_PLANE = "control-plane";
  private static final String POLICY_SERVER = "policy-server";
  private static final Duration EDGES_STOP_LIMIT = Duration.ofSeconds(20);

  private final DeploymentSettings settings;
  private final DataFolder data;
  private final Database database;
  private final Broker broker;
  private final Map<Integer, ControlPlane> controlPlanes = new ConcurrentSkipListMap<>();
  private final Map<Integer, Edge> edges = new ConcurrentSkipListMap<>();
  private volatile boolean closed;
  private @Nullable OwnerDns ownerDns;
  private final @Nullable Pebble pebble;

  private Deployment(DeploymentSettings settings) {
    this.settings = settings;
    this.data = new DataFolder(settings.data());
    this.database = Database.stopped(data.database(), FreePort.next(), data.log("database"));
    this.broker = Broker.stopped(data.broker(), FreePort.next(), data.log("broker"));
    this.pebble =
        settings.signing() instanceof Signing.WithPebble ? Pebble.of(settings, data) : null;
  }

  /**
   * Makes the data folder, and starts the owner's DNS. No process runs yet, but every port is
   * chosen.
   */
  public static Deployment prepare(DeploymentSettings settings) {
    requireBuilt(settings.home());
    Deployment deployment = new Deployment(settings);
    try {
      deployment.data.prepare();
      if (settings.signing() instanceof Signing.Directory acme && acme.roots().isPresent()) {
        acme.roots().get().copyTo(deployment.data.authority());
      }
      if (settings.ownerDns()) {
        deployment.ownerDns = OwnerDns.start(deployment.ownerDnsSettings());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot make the data folder " + settings.data() + ": " + e.getMessage(), e);
    }
    return deployment;
  }

  /**
   * Starts database and broker, one control-plane and {@code edgeCount} edges, and waits until all
   * are ready.
   */
  public void startAll(int edgeCount, Duration limit) {
    CompletableFuture<Void> withDatabase =
        CompletableFuture.runAsync(this::startPebble)
            .thenRun(database::restart)
            .thenRun(this::startControlPlane);
    CompletableFuture<Void> withBroker = CompletableFuture.runAsync(broker::restart);
    for (int number = 1; number <= edgeCount; number++) {
      edge(number).instance().start();
    }
    await(CompletableFuture.allOf(withDatabase, withBroker));
    instances().forEach(instance -> instance.awaitReady(limit));
  }

  /** What it is made of. */
  public DeploymentSettings settings() {
    return settings;
  }

  /** The files that it keeps: tokens, keys, logs. */
  public DataFolder data() {
    return data;
  }

  /** The database; {@code restart} starts it. */
  public Database database() {
    return database;
  }

  /** The broker; {@code restart} starts it. */
  public Broker broker() {
    return broker;
  }

  /** The DNS of the owners of domains. It answers as soon as the deployment is prepared. */
  public OwnerDns ownerDns() {
    if (ownerDns == null) {
      throw new IllegalStateException("This deployment has no owner's DNS");
    }
    return ownerDns;
  }

  /** The ACME authority beside the services; {@code restart} starts it. */
  public Pebble pebble() {
    if (pebble == null) {
      throw new IllegalStateException("This deployment has no Pebble");
    }
    return pebble;
  }

  /** The nth control-plane, counted from 1. It may not have been started. */
  public ControlPlane controlPlane(int number) {
    return controlPlanes.computeIfAbsent(number, this::newControlPlane);
  }

  /** The nth edge, counted from 1. It may not have been started. */
  public Edge edge(int number) {
    return edges.computeIfAbsent(number, this::newEdge);
  }

  /** Every edge asked for so far. */
  public Collection<Edge> edges() {
    return List.copyOf(edges.values());
  }

  /**
   * Stops everything in the order in which nobody misses anything: edges, control-planes, broker,
   * database.
   */
  @Override
  public void close() {
    closed = true;
    edges.values().forEach(edge -> edge.instance().requestEnd());
    edges.values().forEach(edge -> edge.instance().stop(EDGES_STOP_LIMIT));
    controlPlanes.values().forEach(controlPlane -> controlPlane.instance().requestEnd());
    controlPlanes.values().forEach(controlPlane -> controlPlane.instance().close());
    broker.close();
    database.close();
    if (pebble != null) {
      pebble.close();
    }
    if (ownerDns != null) {
      ownerDns.close();
    }
  }

  /** Every control-plane and edge asked for so far. */
  List<ServiceInstance> instances() {
    List<ServiceInstance> all = new ArrayList<>();
    controlPlanes.values().forEach(controlPlane -> all.add(controlPlane.instance()));
    edges.values().forEach(edge -> all.add(edge.instance()));
    return all;
  }

  /** Every process that was started last. */
  List<ServiceProcess> processes() {
    return Stream.of(
            Stream.of(database.process(), broker.process()),
            Stream.ofNullable(pebble).map(Pebble::process),
            instances().stream().map(ServiceInstance::process))
        .flatMap(all -> all)
        .toList();
  }

  private OwnerDnsSettings ownerDnsSettings() {
    Ports ports = settings.ports();
    return new OwnerDnsSettings(
        Ports.host(1),
        ports.ownerAuthority(),
        ports.ownerResolver(),
        ports.ownerHttp(),
        settings.zone(),
        this::dnsOfEdges,
        data.path(),
        data.ownerDns());
  }

  /** All that were asked for. Whether one runs shows when it is asked; its own lock may be held. */
  private List<InetSocketAddress> dnsOfEdges() {
    return edges.values().stream()
        .map(edge -> new InetSocketAddress(edge.host(), edge.ports().dns()))
        .toList();
  }

  private void startPebble() {
    if (pebble != null) {
      pebble.restart();
    }
  }

  private void startControlPlane() {
    if (!closed) {
      controlPlane(1).instance().start();
    }
  }

  private ControlPlane newControlPlane(int number) {
    String host = Ports.host(number);
    Map<String, String> environment =
        new ServiceSettings(settings, database, broker).ofControlPlane(number);
    return new ControlPlane(
        number,
        host,
        settings.ports(),
        instance(CONTROL_PLANE, number, environment, settings.ports().controlPlaneManagement()));
  }

  private Edge newEdge(int number) {
    String host = Ports.host(number);
    Map<String, String> environment =
        new ServiceSettings(settings, database, broker).ofEdge(number);
    return new Edge(
        number,
        host,
        settings.ports(),
        instance(POLICY_SERVER, number, environment, settings.ports().edgeManagement()));
  }

  private ServiceInstance instance(
      String module, int number, Map<String, String> environment, int managementPort) {
    String name = (module.equals(POLICY_SERVER) ? "edge" : module) + "-" + number;
    URI readiness =
        URI.create("http://" + Ports.host(number) + ":" + managementPort + "/q/health/ready");
    return new ServiceInstance(name, command(module), environment, data.log(name), readiness);
  }

  private List<String> command(String module) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(settings.jvmOptions());
    command.addAll(List.of("-jar", jar(settings.home(), module).toString()));
    return command;
  }

  /** Refuses to start before both services are built in {@code home}. */
  static void requireBuilt(Path home) {
    for (String module : List.of(CONTROL_PLANE, POLICY_SERVER)) {
      Path jar = jar(home, module);
      if (!Files.isRegularFile(jar)) {
        throw new ProcessFailed(
            module + " is not built: " + jar + " is missing. Run deploy/run.sh, or mvn package.");
      }
    }
  }

  private static Path jar(Path home, String module) {
    return home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
  }

  private static void await(CompletableFuture<Void> started) {
    try {
      started.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
