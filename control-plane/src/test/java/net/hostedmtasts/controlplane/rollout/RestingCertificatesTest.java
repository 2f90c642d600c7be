package net.hostedmtasts.controlplane.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.dmarc.DmarcLookup;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.TestHostedDomains;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.revision.CertificateBody;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.topic.Readers;
import net.hostedmtasts.controlplane.world.Beans;
import net.hostedmtasts.controlplane.world.Connections;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Certificates of hosts that are served no more are not renewed, and serve if the host is back. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class RestingCertificatesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final UUID CERTIFICATE = UUID.randomUUID();
  private static final String HOST = "mta-sts.example.com";

  private final MovableClock clock = new MovableClock();
  private Connections connections;
  private Beans beans;
  private HostCertificates work;
  private Lease lease;
  private HostedDomain domain;
  private Instant now;

  @BeforeEach
  void start() {
    // Hosts without a certificate are looked for by the database's clock.
    clock.pass(Duration.between(clock.instant(), Instant.now().truncatedTo(ChronoUnit.MICROS)));
    now = clock.instant();
    connections = new Connections(DATABASE.running());
    beans =
        new Beans(
                Map.of(
                    "zone.name", "mta-sts-host.test",
                    "dmarc.gate", "off",
                    "dns.resolvers", "127.0.0.1:9"))
            .with(Clock.class, clock)
            .with(CaaIssue.class, (CaaIssue) List::of)
            .with(MeterRegistry.class, new SimpleMeterRegistry())
            .with(Mutiny.SessionFactory.class, connections.sessions())
            .with(Pool.class, connections.pool())
            .with(io.vertx.core.Vertx.class, connections.vertx())
            .without(Readers.class)
            .without(DmarcLookup.class);
    work = beans.get(HostCertificates.class);
    Leases leases = beans.get(Leases.class);
    lease = connections.run(() -> leases.claim("certificates", Duration.ofDays(1))).orElseThrow();
    UUID tenant = UUID.randomUUID();
    connections.execute("insert into tenant values ('" + tenant + "', 'owner', false, now())");
    Caller owner =
        new Caller(tenant, UUID.randomUUID(), UUID.randomUUID(), "owner", Scope.WRITE, false);
    domain = TestHostedDomains.add(beans, connections, owner, PolicyDomain.parse("example.com"));
    served(true);
  }

  @AfterEach
  void close() {
    connections.close();
  }

  /** What a check and its owner's wish have made of the domain. */
  private void served(boolean served) {
    connections.execute(
        "update hosted_domain set status = '"
            + (served ? "VERIFYING" : "INACTIVE")
            + "', delegated_at = now(), certificate_at = null");
  }

  private void certificate(Instant renewAt, Instant askedAt) {
    connections.execute(
        ("insert into certificate (id, policy_host, serial, chain, sealed_key, key_id, authority,"
                + " not_before, not_after, renew_at, renewal_asked_at, newest, created_at) values"
                + " ('%s', '%s', '1', '', '', '', 'acme', '%s', '%s', '%s', '%s', true, '%s')")
            .formatted(
                CERTIFICATE,
                HOST,
                now.minus(Duration.ofDays(60)),
                now.plus(Duration.ofDays(30)),
                renewAt,
                askedAt,
                now.minus(Duration.ofDays(60))));
  }

  private void publish() {
    Publications publications = beans.get(Publications.class);
    connections.<Long>ask(
        session ->
            publications.serve(
                session,
                domain.id(),
                PublishedTopic.CERTIFICATES,
                HOST,
                new CertificateBody(CERTIFICATE).body()));
    connections.execute("update hosted_domain set certificate_at = now()");
  }

  private void withdraw() {
    Publications publications = beans.get(Publications.class);
    connections.run(
        () ->
            connections
                .sessions()
                .withTransaction(
                    session ->
                        publications.withdraw(
                            session, domain.id(), PublishedTopic.CERTIFICATES, HOST)));
    served(false);
  }

  private void pass() {
    connections.run(() -> work.pass(lease));
  }

  private long count(String what) {
    return connections.<Long>ask(
        session ->
            session
                .createNativeQuery("select count(*) from " + what, Long.class)
                .getSingleResult());
  }

  private boolean rests() {
    return count("certificate where dormant") == 1;
  }

  @Test
  void a_certificate_that_is_served_is_renewed_when_it_is_due() {
    certificate(now.minusSeconds(1), now.minusSeconds(1));
    publish();
    pass();
    assertThat(rests()).isFalse();
    assertThat(count("certificate_order")).isOne();
  }

  @Test
  void one_of_a_host_that_is_served_no_more_rests_when_it_is_due() {
    certificate(now.minusSeconds(1), now.plusSeconds(3600));
    publish();
    withdraw();
    pass();
    assertThat(rests()).isTrue();
    assertThat(count("certificate_order")).isZero();
  }

  @Test
  void one_that_its_authority_would_be_asked_about_rests_as_well() {
    certificate(now.plusSeconds(3600), now.minusSeconds(1));
    publish();
    withdraw();
    pass();
    assertThat(rests()).isTrue();
  }

  @Test
  void one_that_is_still_good_is_published_again_and_asked_about_when_the_host_comes_back() {
    certificate(now.plusSeconds(3600), now.minusSeconds(1));
    publish();
    withdraw();
    pass();
    served(true);
    pass();
    assertThat(rests()).isFalse();
    assertThat(count("certificate_order")).isZero();
    assertThat(count("publication where topic = 'mta-sts.certificates' and served")).isOne();
    assertThat(count("certificate where newest and not dormant and renewal_asked_at < now()"))
        .isOne();
  }

  @Test
  void one_that_is_due_when_the_host_comes_back_gives_way_to_an_order() {
    certificate(now.minusSeconds(1), now.plusSeconds(3600));
    publish();
    withdraw();
    pass();
    served(true);
    pass();
    assertThat(count("certificate_order")).isOne();
  }
}
