package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.check.CheckSchedule;
import net.hostedmtasts.controlplane.check.CheckSettings;
import net.hostedmtasts.controlplane.check.DomainCheck;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.domain.Version;
import net.hostedmtasts.controlplane.event.DomainEvents;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.monitoring.DmarcGate;
import net.hostedmtasts.controlplane.mx.MxFollowing;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.version.ConfigurationHistory;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes what a hosted domain is configured to, and with it what its policy is to show. */
@ApplicationScoped
class Configurations {
  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final Serving serving;
  private final Showing showing;
  private final ChangeRules rules;
  private final ConfigurationHistory history;
  private final CheckSchedule checks;
  private final DomainEvents events;
  private final MaxAgeLedger ledger;
  private final DmarcGate gate;
  private final LiveMx mx;
  private final Wake wake;
  private final LifeSettings life;
  private final ZoneSettings zone;
  private final CheckSettings checkSettings;
  private final Clock clock;

  Configurations(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      Serving serving,
      Showing showing,
      ChangeRules rules,
      ConfigurationHistory history,
      CheckSchedule checks,
      DomainEvents events,
      MaxAgeLedger ledger,
      DmarcGate gate,
      LiveMx mx,
      Wake wake,
      LifeSettings life,
      ZoneSettings zone,
      CheckSettings checkSettings,
      Clock clock) {
    this.database = database;
    this.domains = domains;
    this.serving = serving;
    this.showing = showing;
    this.rules = rules;
    this.history = history;
    this.checks = checks;
    this.events = events;
    this.ledger = ledger;
    this.gate = gate;
    this.mx = mx;
    this.wake = wake;
    this.life = life;
    this.zone = zone;
    this.checkSettings = checkSettings;
    this.clock = clock;
  }

  /**
   * A change that an owner asks for.
   *
   * @param acknowledged codes of the warnings that it overrides
   */
  record Wanted(Configuration configuration, Set<FindingCode> acknowledged, Action action) {}

  Uni<Shown> get(Caller caller, PolicyDomain name) {
    return database.withSession(
        session ->
            domains.required(session, caller, name).chain(domain -> showing.of(session, domain)));
  }

  /** The hosts that the policy would follow, and the warnings that the change would override. */
  record Outlook(List<MxPattern> hosts, List<Finding> overridden) {}

  /** What would come of a change of the domain as it is now. Changes nothing. */
  Outlook outlook(HostedDomain domain, Configuration wanted, LiveMx.Live live) {
    List<MxPattern> hosts = mx.following(domain, wanted, live).next().patterns();
    return new Outlook(hosts, rules.overridden(domain, wanted, hosts, live));
  }

  /**
   * What DNS names for what is wanted; to be asked before the transaction, which holds a row lock.
   * Refuses at once what the transaction would refuse for its version.
   */
  Uni<LiveMx.Live> mxHosts(
      Caller caller, PolicyDomain name, @Nullable String ifMatch, Configuration wanted) {
    return domains
        .get(caller, name)
        .invoke(domain -> domain.version().requireSeen(ifMatch))
        .chain(domain -> mx.look(domain, wanted));
  }

  /** The same for a change that may enable the domain. */
  Uni<LiveMx.Live> prepare(
      Caller caller, PolicyDomain name, @Nullable String ifMatch, Configuration wanted) {
    return domains
        .get(caller, name)
        .invoke(domain -> domain.version().requireSeen(ifMatch))
        .chain(gate::requireOpen)
        .chain(() -> mxHosts(caller, name, ifMatch, wanted));
  }

  /** Saves and enables, in one transaction. */
  Uni<Shown> configure(Caller caller, PolicyDomain name, @Nullable String ifMatch, Wanted wanted) {
    return prepare(caller, name, ifMatch, wanted.configuration())
        .chain(
            live ->
                database.withTransaction(
                    session -> configure(session, caller, name, ifMatch, wanted, live)))
        .invoke(wake::committed);
  }

  /** The same in the caller's transaction, who wakes the publisher after its commit. */
  Uni<Shown> configure(
      Mutiny.Session session,
      Caller caller,
      PolicyDomain name,
      @Nullable String ifMatch,
      Wanted wanted,
      LiveMx.Live live) {
    return domains
        .locked(session, caller, name)
        .invoke(domain -> domain.version().requireSeen(ifMatch))
        .chain(domain -> configure(session, caller, domain, wanted, live));
  }

  private Uni<Shown> configure(
      Mutiny.Session session, Caller caller, HostedDomain domain, Wanted wanted, LiveMx.Live live) {
    MxFollowing.Step followed = mx.following(domain, wanted.configuration(), live);
    List<MxPattern> hosts = followed.next().patterns();
    List<Finding> overridden = rules.overridden(domain, wanted.configuration(), hosts, live);
    ChangeRules.requireAcknowledged(overridden, wanted.acknowledged());
    Version before = domain.version();
    DomainStatus was = domain.status();
    long newest = domain.newestVersion();
    domain.configure(wanted.configuration(), hosts, clock.instant());
    domain.follow(hosts, followed.next().json());
    if (domain.newestVersion() == newest) {
      // Saving a held policy again lets it go on; nothing else is new, so no check is needed.
      return serving.publishPolicy(session, domain).chain(() -> showing.of(session, domain));
    }
    // The owner asked for what was there: it is DNS that named other hosts.
    Actor by = domain.version().equals(before) ? Actor.auto(caller.tenant()) : Actor.of(caller);
    return history
        .remember(session, by, domain, wanted.action(), details(overridden, followed))
        .chain(() -> told(session, domain, was))
        .chain(() -> publish(session, domain));
  }

  /** Its owner has enabled or disabled it. */
  private Uni<Void> told(Mutiny.Session session, HostedDomain domain, DomainStatus was) {
    return domain.status() == was
        ? Uni.createFrom().voidItem()
        : events.became(session, domain, was, List.of(), clock.instant());
  }

  private static Map<String, String> details(List<Finding> overridden, MxFollowing.Step followed) {
    Map<String, String> details = new LinkedHashMap<>(acknowledged(overridden));
    if (followed.changed()) {
      details.put("added", names(followed.added()));
      details.put("removed", names(followed.removed()));
    }
    return details;
  }

  private static String names(List<DomainName> hosts) {
    return hosts.stream().map(DomainName::value).collect(Collectors.joining(" "));
  }

  private static Map<String, String> acknowledged(List<Finding> overridden) {
    return overridden.isEmpty()
        ? Map.of()
        : Map.of(
            "acknowledged",
            overridden.stream()
                .map(finding -> finding.code().value() + " " + finding.subject())
                .collect(Collectors.joining(", ")));
  }

  private Uni<Shown> publish(Mutiny.Session session, HostedDomain domain) {
    return serving
        .publishPolicy(session, domain)
        .chain(() -> checks.of(session, domain.id()))
        .chain(check -> checks.soon(session, domain, checkAt(check)))
        .chain(() -> showing.of(session, domain));
  }

  /** Changes in a row must not make this service ask the owner's servers for each of them. */
  private Instant checkAt(@Nullable DomainCheck last) {
    Instant now = clock.instant();
    Instant checked = last == null ? null : last.checkedAt();
    Instant next = last == null ? null : last.nextAt();
    if (checked == null) {
      return now;
    }
    Instant allowed = later(now, checked.plus(checkSettings.askedAtMostEach()));
    return next != null && next.isBefore(allowed) ? next : allowed;
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
      return showing.of(session, domain);
    }
    Instant now = clock.instant();
    DomainStatus was = domain.status();
    return ledger
        .enforcedUntil(session, domain.id(), now)
        .invoke(held -> domain.disable(later(held, now.plus(windDownAtLeast())), now))
        .chain(() -> history.remember(session, Actor.of(caller), domain, Action.DISABLED, Map.of()))
        .chain(() -> told(session, domain, was))
        .chain(
            () ->
                domain.windingDown()
                    ? serving.publishPolicy(session, domain)
                    : serving.withdrawPolicy(session, domain))
        .chain(() -> checks.soon(session, domain, now))
        .chain(() -> showing.of(session, domain));
  }

  /**
   * The max_age of the last policy, after its TXT record has reached everybody, and its own end.
   */
  private Duration windDownAtLeast() {
    return life.windDownAtLeast().plusSeconds(2L * zone.txtTtl());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
