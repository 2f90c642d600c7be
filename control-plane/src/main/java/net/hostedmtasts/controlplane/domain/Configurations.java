package net.hostedmtasts.controlplane.domain;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.domain.ConfigurationVersion.Action;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.revision.HeldKeys;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes what a hosted domain is configured to, and with it what its policy is to show. */
@ApplicationScoped
class Configurations {
  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final Publications publications;
  private final HeldKeys heldKeys;
  private final MxHosts mx;
  private final AuditLog audit;
  private final Wake wake;
  private final LifeSettings life;
  private final Clock clock;

  Configurations(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      Publications publications,
      HeldKeys heldKeys,
      MxHosts mx,
      AuditLog audit,
      Wake wake,
      LifeSettings life,
      Clock clock) {
    this.database = database;
    this.domains = domains;
    this.publications = publications;
    this.heldKeys = heldKeys;
    this.mx = mx;
    this.audit = audit;
    this.wake = wake;
    this.life = life;
    this.clock = clock;
  }

  /**
   * A hosted domain beside what its policy's key shows; null where its policy was never published.
   */
  record Shown(HostedDomain domain, @Nullable Publication policy, List<Finding> findings) {}

  Uni<Shown> get(Caller caller, PolicyDomain name) {
    return database.withSession(
        session -> domains.required(session, caller, name).chain(domain -> shown(session, domain)));
  }

  /**
   * The MX patterns that DNS names for what is wanted; to be asked before the transaction, which
   * holds a row lock. Refuses at once what the transaction would refuse for its version.
   */
  Uni<List<MxPattern>> mxHosts(
      Caller caller, PolicyDomain name, @Nullable String ifMatch, Configuration wanted) {
    return domains
        .get(caller, name)
        .invoke(domain -> domain.version().requireSeen(ifMatch))
        .chain(
            domain ->
                wanted.source() == MxSource.AUTO
                    ? mx.patterns(name, domain.mxHosts())
                    : Uni.createFrom().item(List.of()));
  }

  /** Saves and enables, in one transaction. */
  Uni<Shown> configure(
      Caller caller, PolicyDomain name, @Nullable String ifMatch, Configuration wanted) {
    return mxHosts(caller, name, ifMatch, wanted)
        .chain(
            hosts ->
                database.withTransaction(
                    session ->
                        configure(
                            session, caller, name, ifMatch, wanted, hosts, Action.CONFIGURED)))
        .invoke(wake::committed);
  }

  /** The same in the caller's transaction, who wakes the publisher after its commit. */
  Uni<Shown> configure(
      Mutiny.Session session,
      Caller caller,
      PolicyDomain name,
      @Nullable String ifMatch,
      Configuration wanted,
      List<MxPattern> hosts,
      Action action) {
    return domains
        .locked(session, caller, name)
        .invoke(domain -> domain.version().requireSeen(ifMatch))
        .chain(
            domain -> {
              Version before = domain.version();
              long newest = domain.newestVersion();
              domain.configure(wanted, hosts, clock.instant());
              if (domain.newestVersion() == newest) {
                return publish(session, domain);
              }
              // The owner asked for what was there: it is DNS that named other hosts.
              Actor by =
                  domain.version().equals(before) ? Actor.auto(caller.tenant()) : Actor.of(caller);
              return remember(session, by, domain, action).chain(() -> publish(session, domain));
            });
  }

  /**
   * Disables; what sending MTAs may hold is wound down. Disabling an inactive domain changes
   * nothing.
   */
  Uni<Shown> disable(Caller caller, PolicyDomain name, @Nullable String ifMatch) {
    return database
        .withTransaction(
            session ->
                domains
                    .locked(session, caller, name)
                    .invoke(domain -> domain.version().requireSeen(ifMatch))
                    .chain(domain -> disable(session, caller, domain)))
        .invoke(wake::committed);
  }

  private Uni<Shown> disable(Mutiny.Session session, Caller caller, HostedDomain domain) {
    if (domain.status() == DomainStatus.INACTIVE) {
      return shown(session, domain);
    }
    domain.disable(life.windDownAtLeast(), clock.instant());
    Uni<Void> remembered = remember(session, Actor.of(caller), domain, Action.DISABLED);
    return domain.windingDown()
        ? remembered.chain(() -> publish(session, domain))
        : remembered.chain(() -> withdraw(session, domain)).chain(() -> shown(session, domain));
  }

  private Uni<Shown> publish(Mutiny.Session session, HostedDomain domain) {
    Policy policy = domain.policy().orElseThrow();
    return publications
        .serve(
            session,
            domain.id(),
            PublishedTopic.POLICIES,
            domain.domain().value(),
            ServedPolicy.of(policy).body())
        .invoke(revision -> domain.published(revision, clock.instant()))
        .chain(() -> shown(session, domain));
  }

  private Uni<Void> withdraw(Mutiny.Session session, HostedDomain domain) {
    return publications
        .withdraw(session, domain.id(), PublishedTopic.POLICIES, domain.domain().value())
        .chain(
            () ->
                publications.withdraw(
                    session,
                    domain.id(),
                    PublishedTopic.CERTIFICATES,
                    domain.domain().policyHost().value()));
  }

  private Uni<Void> remember(Mutiny.Session session, Actor by, HostedDomain domain, Action action) {
    Map<String, String> details = Map.of("version", Long.toString(domain.newestVersion()));
    return session
        .persist(ConfigurationVersion.of(domain, by.name(), action, clock.instant()))
        .chain(
            () -> audit.record(session, by, "mta-sts-" + action.value(), domain.domain(), details));
  }

  private Uni<Shown> shown(Mutiny.Session session, HostedDomain domain) {
    return publications
        .find(session, PublishedTopic.POLICIES, domain.domain().value())
        .chain(
            row ->
                heldKeys
                    .anyOf(session, domain.id())
                    .map(
                        held ->
                            new Shown(
                                domain,
                                mine(domain, row),
                                held ? List.of(Finding.RESTORED) : List.of())));
  }

  private static @Nullable Publication mine(HostedDomain domain, @Nullable Publication row) {
    return row != null && row.domainId().equals(domain.id()) ? row : null;
  }
}
