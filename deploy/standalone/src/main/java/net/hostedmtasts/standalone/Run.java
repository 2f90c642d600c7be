package net.hostedmtasts.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One run of the launcher: its data folder, and everything that it starts. */
final class Run {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration SERVED_LIMIT = Duration.ofSeconds(30);

  private final Options options;
  private final Deployment deployment;
  private final FileLock lock;
  private volatile boolean stopping;
  private volatile boolean keptData;

  private Run(Options options, Deployment deployment, FileLock lock) {
    this.options = options;
    this.deployment = deployment;
    this.lock = lock;
  }

  /** Makes the data folder its own and looks whether the ports are free; nothing runs yet. */
  static Run prepare(Options options, Path home) throws IOException {
    Deployment.requireBuilt(home);
    Ports ports = Ports.fromBase(options.portBase());
    boolean pebble = options.signing() instanceof Signing.WithPebble;
    List<Ports.Taken> taken = ports.taken(options.edges(), options.resolver().isEmpty(), pebble);
    if (!taken.isEmpty()) {
      throw new ProcessFailed(
          taken.stream()
                  .map(
                      port ->
                          "port "
                              + port.port()
                              + " on "
                              + port.host()
                              + " is in use ("
                              + port.purpose()
                              + ")")
                  .collect(Collectors.joining(", "))
              + ". End what listens there, or choose other ports with --port-base.");
    }
    Path data =
        options.data().isPresent()
            ? options.data().get()
            : Files.createTempDirectory("hosted-mta-sts-");
    DeploymentSettings settings =
        DeploymentSettings.of(data, home, options.zone(), options.edges())
            .withPorts(ports)
            .withSigning(options.signing())
            .withEdge("edge.grace-period", "PT1S")
            .withControlPlane("dmarc.gate", options.dmarcGate() ? "on" : "off");
    Deployment deployment = Deployment.prepare(withDns(settings, options));
    return new Run(options, deployment, lock(deployment.data().path()));
  }

  private static DeploymentSettings withDns(DeploymentSettings settings, Options options) {
    return options
        .resolver()
        .map(
            resolver ->
                settings.withoutOwnerDns().withControlPlane("dns.resolvers", resolver.value()))
        .orElse(settings);
  }

  /** Starts everything, makes the demo domain, waits until it is served and says what to try. */
  void start() throws IOException {
    long begin = System.nanoTime();
    System.out.println(
        "data folder "
            + deployment.data().path()
            + (options.data().isEmpty() ? " (removed at the end)" : ""));
    deployment.startAll(options.edges(), READY_LIMIT);
    System.out.println(
        "database   " + deployment.database().jdbcUrl() + " user " + deployment.database().user());
    System.out.println("broker     " + deployment.broker().bootstrapServers());
    System.out.println("API        " + deployment.controlPlane(1).api("/api/v1"));
    System.out.println(
        "page       "
            + deployment.controlPlane(1).api("/")
            + ", sign in with the token in "
            + deployment.data().adminToken());
    for (Edge edge : deployment.edges()) {
      System.out.println(
          "edge "
              + edge.number()
              + "     HTTPS "
              + edge.host()
              + ":"
              + edge.ports().https()
              + ", DNS "
              + edge.host()
              + ":"
              + edge.ports().dns());
    }
    if (deployment.settings().ownerDns()) {
      showDemoDomain();
    } else {
      System.out.print(Invitation.withoutDemo(deployment));
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
    System.out.println("ready after " + seconds + " s, press Ctrl-C to stop");
  }

  private void showDemoDomain() throws IOException {
    Ports ports = deployment.settings().ports();
    System.out.println(
        "owner's DNS authoritative 127.0.0.1:"
            + ports.ownerAuthority()
            + ", resolver 127.0.0.1:"
            + ports.ownerResolver()
            + ", records http://127.0.0.1:"
            + ports.ownerHttp()
            + "/");
    DemoDomain demo = DemoDomain.in(deployment);
    if (!demo.exists()) {
      return;
    }
    String txtName = demo.txtName();
    if (demo.isServedSoon()) {
      for (Edge edge : deployment.edges()) {
        awaitServed(edge, demo, txtName);
      }
    }
    System.out.print(new Invitation(deployment, txtName).text());
  }

  /** Waits until one of the processes ends by itself, and fails then. */
  void awaitEndOfAPart() {
    ServiceProcess ended = ServiceProcess.awaitAnyExit(deployment.processes());
    throw ended.failed("ended with exit code " + ended.exitCode());
  }

  /** Whether it was asked to end, so that ending processes are no failure. */
  boolean isStopping() {
    return stopping;
  }

  /** Keeps the data folder in any case: its logs tell what failed. */
  void keepData() {
    keptData = true;
  }

  /** Stops everything, and removes the data folder if it was a fresh one. */
  void stop() {
    stopping = true;
    System.out.println("stopping");
    deployment.close();
    try {
      lock.channel().close();
      if (keptData) {
        System.out.println("the data folder " + deployment.data().path() + " is kept for its logs");
      } else if (options.data().isEmpty()) {
        PostgresBinaries.delete(deployment.data().path());
      }
      System.out.println("stopped");
    } catch (IOException e) {
      System.err.println("Cannot remove " + deployment.data().path() + ": " + e);
    }
  }

  private void awaitServed(Edge edge, DemoDomain demo, String txtName) throws IOException {
    SenderView sender = new SenderView(edge, deployment.data().authority());
    ServiceProcess process = edge.instance().process();
    try {
      process.awaitReady(
          () -> sender.hasPolicy(DemoDomain.NAME) && sender.hasTxt(txtName), SERVED_LIMIT);
    } catch (ProcessFailed e) {
      if (!process.isAlive()) {
        throw e;
      }
      throw new ProcessFailed(
          DemoDomain.NAME
              + " is not served by edge "
              + edge.number()
              + " after "
              + SERVED_LIMIT.toSeconds()
              + " s. The API says: "
              + demo.rollout()
              + "\nThe logs are in "
              + process.log().getParent(),
          e);
    }
  }

  private static FileLock lock(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new ProcessFailed("The data folder " + data + " is in use by another run");
    }
    return lock;
  }
}
