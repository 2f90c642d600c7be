package net.hostedmtasts.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.hostedmtasts.standalone.Deployment;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.Signing;

/** What it costs to check many active domains once, with servers of their owners on loopback. */
final class CheckCost {
  private static final String ZONE = "mta-sts-host.test";
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(200);
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
  private static final int EDGES = 2;
  private static final int ROUNDS = 3;
  private static final int SAMPLED = 100;

  private final Path home;
  private final Path data;
  private final int domains;
  private final Authority authority = new Authority();
  private final Pauses pauses = new Pauses();

  CheckCost(Path home, Path data, int domains) {
    this.home = home;
    this.data = data;
    this.domains = domains;
  }

  void run() {
    try {
      writeOwners();
      try (Deployment deployment = Deployment.prepare(settings())) {
        deployment.startAll(EDGES, READY_LIMIT);
        try (SeededDatabase database = new SeededDatabase(deployment.database())) {
          fill(deployment, database);
          System.out.println(CheckRound.HEAD);
          for (int number = 1; number <= ROUNDS; number++) {
            measure(deployment, database, number);
          }
        }
      }
    } catch (IOException | SQLException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The owner's DNS reads the zones when it starts. */
  private void writeOwners() throws IOException, GeneralSecurityException {
    Path zones = Files.createDirectories(data.resolve("owner-dns"));
    for (int i = 0; i < domains; i++) {
      CheckedDomain one = CheckedDomain.of(i);
      Files.writeString(zones.resolve(one.name() + ".zone"), one.zone(ZONE));
    }
    Files.writeString(trust(), Pem.of(List.of(authority.root())));
  }

  private Path trust() {
    return data.resolve("benchmark-root.pem");
  }

  private DeploymentSettings settings() {
    DeploymentSettings usual = DeploymentSettings.of(data, home, ZONE, EDGES);
    return new DeploymentSettings(
            usual.data(),
            home,
            ZONE,
            EDGES,
            usual.ports(),
            usual.controlPlane(),
            usual.edge(),
            JVM,
            true,
            new Signing.Local())
        // Nothing is due but what is made due here.
        .withControlPlane("checks.active", "PT24H")
        .withControlPlane("check.trust", trust().toAbsolutePath().toString())
        .withControlPlane("zone.caa-issue", CheckedDomain.CAA)
        .withEdge("edge.grace-period", "PT0S")
        .withEdge("zone.responses-per-second", "0");
  }

  private void fill(Deployment deployment, SeededDatabase database)
      throws IOException, SQLException, GeneralSecurityException, InterruptedException {
    long start = System.nanoTime();
    database.fill(domains, authority, new Seal(deployment.data().keyEncryptionKey()));
    await(() -> database.unpublished() == 0);
    List<Sender> senders = Stream.of(1, 2).map(number -> sender(deployment, number)).toList();
    Random random = new Random(1);
    for (int i = 0; i < SAMPLED; i++) {
      CheckedDomain one = CheckedDomain.of(random.nextInt(domains));
      for (Sender sender : senders) {
        await(() -> serves(sender, one));
      }
    }
    System.err.printf(
        "%d domains are served by %d edges after %d s%n",
        domains, EDGES, Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  private Sender sender(Deployment deployment, int number) {
    try {
      return new Sender(deployment.edge(number), ZONE, authority.trust());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean serves(Sender sender, CheckedDomain one) {
    try {
      return sender.txt(one.domain().label()).equals(one.domain().txt())
          && sender.policy(one.domain().policyHost()).equals(one.document());
    } catch (IOException notYet) {
      return false;
    }
  }

  private void measure(Deployment deployment, SeededDatabase database, int number)
      throws IOException, SQLException, InterruptedException {
    CheckRound before = CheckRound.now(deployment);
    database.makeAllDue();
    await(() -> database.unchecked() == 0);
    CheckRound.now(deployment).since(before).print(number, domains, database.withFindings());
    String finding = database.someFinding();
    if (!finding.isEmpty()) {
      System.err.println("Found, for example: " + finding);
    }
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private void await(Condition condition) throws SQLException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Not within " + LIMIT);
      }
      pauses.pause(BETWEEN_POLLS);
    }
  }
}
