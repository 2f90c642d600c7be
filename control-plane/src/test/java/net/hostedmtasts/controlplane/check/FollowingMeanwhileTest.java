package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.dns.MxAnswer;
import net.hostedmtasts.controlplane.dns.MxHost;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.domain.TestHostedDomains;
import net.hostedmtasts.controlplane.mx.MxFollowing;
import net.hostedmtasts.controlplane.mx.MxSaid;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change waits for DNS, up to ten seconds; what a check finds meanwhile must not be lost. */
class FollowingMeanwhileTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyDomain NAME = PolicyDomain.parse("a.example");
  private static final Duration KEEP = Duration.ofDays(7);
  private static final Configuration ENFORCE =
      new Configuration(Mode.ENFORCE, MaxAge.ONE_DAY, MxSource.AUTO, List.of());

  private LifeInfra infra;

  @BeforeEach
  void enabled() {
    infra = new LifeInfra(DATABASE.running());
    TestHostedDomains.add(infra.beans, infra.connections, infra.owners[0], NAME);
    infra.mxHosts.see(seen("mx1", "old"));
    infra.configurations.configure(infra.owners[0], NAME, ENFORCE);
    assertThat(listed()).containsExactly("mx1.example.net", "old.example.net");
  }

  @AfterEach
  void close() {
    infra.close();
  }

  private MxSeen seen(String... hosts) {
    MxAnswer answer =
        new MxAnswer.Hosts(
            Stream.of(hosts)
                .map(host -> new MxHost(10, DomainName.parse(host + ".example.net")))
                .toList(),
            List.of());
    MxSaid said = new MxSaid("all", infra.clock.instant(), answer, Duration.ofHours(1));
    return new MxSeen(NAME.name(), List.of(said), List.of(said));
  }

  private HostedDomain domain() {
    return infra.connections.ask(
        session ->
            session
                .createSelectionQuery("from HostedDomain", HostedDomain.class)
                .getSingleResult());
  }

  private List<String> listed() {
    return domain().mxHosts().stream().map(MxPattern::value).toList();
  }

  /** What a check, or an owner who drops a host, writes while the change waits for DNS. */
  private void meanwhile(MxFollowing following) {
    String hosts = String.join(",", following.patterns().stream().map(MxPattern::value).toList());
    infra.recentMx.meanwhile(
        () ->
            infra
                .connections
                .pool()
                .query(
                    "update hosted_domain set mx_hosts = '{"
                        + hosts
                        + "}', newest_version = newest_version + 1, mx_following = '"
                        + following.json()
                        + "'")
                .execute());
  }

  @Test
  void a_host_that_a_check_adds_while_a_change_waits_for_dns_stays() {
    MxFollowing known = MxFollowing.read(domain().mxFollowing());
    meanwhile(known.follow(seen("mx1", "old", "new"), infra.clock.instant(), KEEP).next());
    infra.configurations.configure(
        infra.owners[0],
        NAME,
        new Configuration(Mode.ENFORCE, MaxAge.ONE_WEEK, MxSource.AUTO, List.of()));
    assertThat(listed()).contains("new.example.net");
    assertThat(domain().mxFollowing()).contains("new.example.net");
  }

  @Test
  void a_host_that_the_owner_drops_meanwhile_stays_dropped() {
    MxFollowing known = MxFollowing.read(domain().mxFollowing());
    infra.mxHosts.see(seen("mx1"));
    meanwhile(known.dropping(DomainName.parse("old.example.net")));
    infra.configurations.configure(infra.owners[0], NAME, ENFORCE);
    assertThat(listed()).containsExactly("mx1.example.net");
  }

  /**
   * Both sides agree on it: whoever asks for auto need not acknowledge what auto does by itself.
   */
  @Test
  void a_change_adds_what_both_sides_agree_on_and_says_so_in_the_audit_log() {
    infra.mxHosts.see(seen("mx1", "old", "new"));
    infra.configurations.configure(infra.owners[0], NAME, ENFORCE);
    assertThat(listed()).contains("new.example.net");
    String details =
        infra.connections.ask(
            session ->
                session
                    .createNativeQuery(
                        "select string_agg(cast(details as text), ' ') from audit_entry",
                        String.class)
                    .getSingleResult());
    assertThat(details).contains("new.example.net").doesNotContain("mx-not-covered");
  }

  /** A row that is read without its lock and written back would undo a change of that moment. */
  @Test
  void what_a_check_reads_at_its_beginning_is_not_written() {
    String before = rowVersion();
    infra.connections.ask(
        session ->
            session
                .createSelectionQuery("from HostedDomain", HostedDomain.class)
                .getSingleResult()
                .invoke(
                    domain ->
                        Subject.of(domain, 1, infra.zone(), "", infra.clock.instant())
                            .stillIs(domain)));
    assertThat(rowVersion()).isEqualTo(before);
  }

  private String rowVersion() {
    return infra.connections.ask(
        session ->
            session
                .createNativeQuery("select cast(xmin as text) from hosted_domain", String.class)
                .getSingleResult());
  }
}
