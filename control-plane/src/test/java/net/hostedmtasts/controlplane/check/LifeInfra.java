package net.hostedmtasts.controlplane.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.configuration.TestConfigurations;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.dmarc.DmarcLookup;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.TestEdgeReader;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.mx.TestMxHosts;
import net.hostedmtasts.controlplane.publication.ObservedRecords;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.rollout.TestRollout;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.topic.Readers;
import net.hostedmtasts.controlplane.world.Beans;
import net.hostedmtasts.controlplane.world.ClockedPool;
import net.hostedmtasts.controlplane.world.Connections;
import net.hostedmtasts.standalone.Database;
import org.hibernate.reactive.mutiny.Mutiny;

/** The beans of hosted domains on a real database, with a clock and edges that a test moves. */
final class LifeInfra implements AutoCloseable {
  private static final int MANY = 100;

  final MovableClock clock = new MovableClock();
  final Connections connections;
  private final ClockedPool clocked;
  private final DueChecks due;
  private final CheckSchedule schedule;
  final Beans beans;
  final TestEdgeReader reader;
  final TestMxHosts mxHosts;
  final TestRecentMx recentMx;
  final TestConfigurations configurations;
  final TestRollout rollout;
  final ObservedRecords observed;
  final Settlement settlement;
  final Serving serving;
  final Publications publications;
  final MaxAgeLedger ledger;
  final Caller[] owners = new Caller[2];

  LifeInfra(Database database) {
    connections = new Connections(database);
    beans =
        new Beans(
                Map.of(
                    "zone.name",
                    "mta-sts-host.test",
                    "dmarc.gate",
                    "off",
                    // Nobody listens there: what a resolver would say is decided by the test.
                    "dns.resolvers",
                    "127.0.0.1:9",
                    "dns.timeout",
                    "PT0.1S"))
            .with(Clock.class, clock)
            .with(CaaIssue.class, (CaaIssue) List::of)
            .with(MeterRegistry.class, new SimpleMeterRegistry())
            .with(Mutiny.SessionFactory.class, connections.sessions())
            .with(Pool.class, connections.pool())
            .with(io.vertx.core.Vertx.class, connections.vertx())
            .without(Readers.class)
            .without(DmarcLookup.class);
    reader = beans.get(TestEdgeReader.class);
    beans.with(EdgeReader.class, reader);
    mxHosts = beans.get(TestMxHosts.class);
    beans.with(MxHosts.class, mxHosts);
    recentMx =
        new TestRecentMx(
            mxHosts, beans.get(CheckSettings.class), beans.get(io.vertx.core.Vertx.class));
    beans.with(RecentMx.class, recentMx);
    configurations = new TestConfigurations(beans, connections);
    Leases leases = beans.get(Leases.class);
    rollout =
        new TestRollout(
            beans,
            connections,
            connections.run(() -> leases.claim("rollout", Duration.ofDays(1))).orElseThrow());
    observed = beans.get(ObservedRecords.class);
    settlement = beans.get(Settlement.class);
    schedule = beans.get(CheckSchedule.class);
    clocked = new ClockedPool(database, connections.vertx(), clock);
    due = dueChecks(clocked);
    serving = beans.get(Serving.class);
    publications = beans.get(Publications.class);
    ledger = beans.get(MaxAgeLedger.class);
    for (int who = 0; who < owners.length; who++) {
      UUID tenant = UUID.randomUUID();
      connections.execute(
          "insert into tenant values ('" + tenant + "', 'owner" + who + "', false, now())");
      owners[who] = Caller.token(tenant, UUID.randomUUID(), "owner" + who, Scope.WRITE, false);
    }
  }

  ZoneSettings zone() {
    return beans.get(ZoneSettings.class);
  }

  /** Those of one instance, at the time of the clock. */
  static DueChecks dueChecks(ClockedPool instance) {
    return new Beans(Map.of()).with(Pool.class, instance.pool()).get(DueChecks.class);
  }

  /** As POST …/checks does. */
  void askForCheck(UUID domain) {
    connections.ask(
        session ->
            session
                .find(HostedDomain.class, domain)
                .chain(found -> schedule.asked(session, found, clock.instant())));
  }

  /** An instance takes all checks that are due. */
  List<Claimed> claim() {
    return clocked.at(() -> connections.run(() -> due.claim(MANY)));
  }

  /** Nothing is left of the domains before. */
  void clear() {
    for (String table :
        new String[] {
          "silent_edge",
          "held_key",
          "held_policy",
          "domain_check",
          "domain_event",
          "configuration_version",
          "publication",
          "publication_history",
          "audit_entry",
          "hosted_domain"
        }) {
      connections.execute("delete from " + table);
    }
  }

  @Override
  public void close() {
    clocked.close();
    connections.close();
  }
}
