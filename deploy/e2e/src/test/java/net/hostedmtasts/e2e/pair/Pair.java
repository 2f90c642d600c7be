package net.hostedmtasts.e2e.pair;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import net.hostedmtasts.standalone.Deployment;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.ServiceInstance;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Both services with a real database and a real broker, every part a process of its own. The one
 * way by which the tests bring a domain to {@code active}.
 */
public final class Pair implements AutoCloseable {
  /** The service zone. */
  public static final String ZONE = "mta-sts-host.test";

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(60);
  private static final Path HOME = Path.of("../..");
  private static final AtomicInteger DOMAINS = new AtomicInteger();

  private final Deployment deployment;
  private @Nullable TopicClient topics;
  private @Nullable SSLContext trust;

  private Pair(Deployment deployment) {
    this.deployment = deployment;
  }

  /** Ends everything, and prepares the same data on the same ports with other settings. */
  public Pair endedAndPrepared(UnaryOperator<DeploymentSettings> settings) {
    if (topics != null) {
      topics.close();
    }
    deployment.close();
    DeploymentSettings next = settings.apply(deployment.settings());
    // Ports are chosen from those of outgoing connections: one of them may have taken one
    // meanwhile.
    return Awaitility.await("the same ports are free again")
        .atMost(READY_LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .ignoreException(UncheckedIOException.class)
        .until(() -> new Pair(Deployment.prepare(next)), Objects::nonNull);
  }

  /** Chooses ports and makes the data folder; nothing runs yet. */
  public static Pair prepare(String name, UnaryOperator<DeploymentSettings> settings) {
    return prepareUnhurried(name, base -> settings.apply(hurried(base)));
  }

  /** Checks follow each other quickly, so that the tests do. */
  private static DeploymentSettings hurried(DeploymentSettings base) {
    return base.withControlPlane("checks.verifying-first", "PT0.2S")
        .withControlPlane("checks.verifying-at-most", "PT1S")
        .withControlPlane("checks.error-first", "PT0.5S")
        .withControlPlane("checks.confirm-after", "PT0.2S");
  }

  /** The same with checks as far apart as they are by default. */
  public static Pair prepareUnhurried(String name, UnaryOperator<DeploymentSettings> settings) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "pairs"));
      Path data = Files.createTempDirectory(folder, name + "-");
      DeploymentSettings base =
          DeploymentSettings.of(data, HOME, ZONE, 2)
              .withEdge("edge.grace-period", "PT0.5S")
              // The tests ask much more often than any resolver does.
              .withEdge("zone.responses-per-second", "0")
              .withEdge("policy.requests-per-connection", "1000000");
      return new Pair(Deployment.prepare(settings.apply(base)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one control-plane and {@code edges} edges, and waits until all are ready. */
  public static Pair start(String name, int edges, UnaryOperator<DeploymentSettings> settings) {
    Pair pair = prepare(name, settings);
    try {
      pair.startAll(edges);
      return pair;
    } catch (RuntimeException | Error e) {
      pair.close();
      throw e;
    }
  }

  /** Starts one control-plane and {@code edges} edges, and waits until all are ready. */
  public void startAll(int edges) {
    deployment.startAll(edges, READY_LIMIT);
  }

  /** The processes. */
  public Deployment deployment() {
    return deployment;
  }

  /** The first control-plane with the operator's token. */
  public Api api() {
    return api(1);
  }

  /** The nth control-plane with the operator's token. */
  public Api api(int number) {
    try {
      String token = Files.readString(deployment.data().adminToken()).strip();
      return new Api(deployment.controlPlane(number), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The nth edge, counted from 1. */
  public synchronized EdgeClient edge(int number) {
    if (trust == null) {
      trust = Trust.in(deployment.data().authority());
    }
    return new EdgeClient(deployment.edge(number), trust);
  }

  /** The edges from 1 to {@code last}. */
  public List<EdgeClient> edges(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(this::edge).toList();
  }

  /** The topics. */
  public synchronized TopicClient topics() {
    if (topics == null) {
      topics = new TopicClient(deployment.broker().bootstrapServers());
    }
    return topics;
  }

  /** Starts an edge and waits until its process answers that it is not ready. */
  public void startEdgeThatMustWait(int number) {
    ServiceInstance instance = deployment.edge(number).instance();
    instance.start();
    await(
        instance.name() + " answers its health checks",
        READY_LIMIT,
        () -> Health.status(deployment.edge(number), "/q/health/ready") == 503);
  }

  /** Starts an edge and waits until it is ready. */
  public void startEdge(int number) {
    deployment.edge(number).instance().start();
    deployment.edge(number).instance().awaitReady(READY_LIMIT);
  }

  /** Starts a control-plane and waits until it is ready. */
  public void startControlPlane(int number) {
    deployment.controlPlane(number).instance().start();
    deployment.controlPlane(number).instance().awaitReady(READY_LIMIT);
  }

  /** A name that no other test uses. */
  public static String freshName() {
    return "d" + DOMAINS.incrementAndGet() + ".example";
  }

  /** Brings a new domain to {@code active}: its policy and its id are on every edge. */
  public Change activate() {
    return activate(Configuration.testing(0));
  }

  /** The same with this configuration. */
  public Change activate(Configuration configuration) {
    Hosted hosted = addDelegated();
    return activate(hosted, configuration);
  }

  /** Brings an added domain to {@code active} with this configuration. */
  public Change activate(Hosted hosted, Configuration configuration) {
    api().configure(hosted, configuration);
    awaitActive(hosted);
    return api().current(hosted);
  }

  /** Adds a new domain whose owner has set both CNAME records. */
  public Hosted addDelegated() {
    Hosted hosted = api().add(freshName());
    delegate(hosted);
    return hosted;
  }

  /** The owner sets both CNAME records. */
  public void delegate(Hosted hosted) {
    JsonNode domain = api().get("/api/v1/domains/" + hosted.domain()).expect(200).body();
    deployment.ownerDns().delegate(hosted.domain(), domain.path("records"));
  }

  /** Waits until a configured domain is {@code active}. */
  public void awaitActive(Hosted hosted) {
    await(
        hosted.domain() + " is active",
        ACTIVE_LIMIT,
        () -> api().mtaSts(hosted).body().path("status").asText().equals("active"));
  }

  /** Changes a domain's configuration. */
  public Change change(Hosted hosted, Configuration configuration) {
    return api().configure(hosted, configuration);
  }

  /** Waits until these edges serve a change: first its policy, then its id. */
  public static void awaitServed(Change change, List<EdgeClient> edges, Duration limit) {
    await(
        change.hosted().domain() + " is served as " + change,
        limit,
        () -> edges.stream().allMatch(edge -> edge.serves(change)));
  }

  /** Waits for a condition. */
  public static void await(String what, Duration limit, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(limit).pollInterval(Duration.ofMillis(50)).until(condition);
  }

  /** Checks that a condition holds all the time, for a while: for what must not happen. */
  public static void holds(String what, Duration duration, Callable<Boolean> condition) {
    long end = System.nanoTime() + duration.toNanos();
    await(
        what,
        duration.multipliedBy(3),
        () -> {
          if (!condition.call()) {
            throw new AssertionError("No longer: " + what);
          }
          return System.nanoTime() > end;
        });
  }

  /** Stops everything. Of the data folder the logs are kept. */
  @Override
  public void close() {
    if (topics != null) {
      topics.close();
    }
    deployment.close();
    Path folder = deployment.data().path();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> contents =
          all.filter(path -> !path.startsWith(folder.resolve("logs")) && !path.equals(folder))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path path : contents) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
