package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.event.DomainEvents;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.mx.MxFollowing;
import net.hostedmtasts.controlplane.mx.MxSettings;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.version.ConfigurationHistory;
import net.hostedmtasts.controlplane.version.ConfigurationVersion;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lets a policy follow the domain's MX records, where its owner says {@code auto}. */
@ApplicationScoped
class FollowedMx {
  private final Serving serving;
  private final ConfigurationHistory history;
  private final DomainEvents events;
  private final MxSettings settings;

  FollowedMx(
      Serving serving, ConfigurationHistory history, DomainEvents events, MxSettings settings) {
    this.serving = serving;
    this.history = history;
    this.events = events;
    this.settings = settings;
  }

  Uni<Void> follow(Mutiny.Session session, HostedDomain domain, Observation seen, Instant now) {
    boolean concerned = domain.status() != DomainStatus.INACTIVE || domain.windingDown();
    if (!concerned
        || domain.configuration().filter(one -> one.source() == MxSource.AUTO).isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    boolean knew = domain.mxKnown();
    MxFollowing.Step step =
        MxFollowing.read(domain.mxFollowing()).follow(seen.mx(), now, settings.keepRemovedFor());
    domain.follow(step.next().patterns(), step.next().json());
    return remember(session, domain, step)
        .chain(() -> knew ? widened(session, domain, step, now) : Uni.createFrom().voidItem())
        .chain(
            () ->
                step.changed() || !knew
                    ? serving.publishPolicy(session, domain)
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> remember(Mutiny.Session session, HostedDomain domain, MxFollowing.Step step) {
    return step.changed()
        ? history.remember(
            session,
            Actor.auto(domain.tenantId()),
            domain,
            ConfigurationVersion.Action.FOLLOWED,
            Map.of("added", names(step.added()), "removed", names(step.removed())))
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> widened(
      Mutiny.Session session, HostedDomain domain, MxFollowing.Step step, Instant now) {
    return step.added().isEmpty()
        ? Uni.createFrom().voidItem()
        : events.add(
            session,
            domain,
            EventType.MX_WIDENED,
            Map.of("hosts", step.added().stream().map(DomainName::value).toList()),
            now);
  }

  private static String names(List<DomainName> hosts) {
    return hosts.stream().map(DomainName::value).collect(Collectors.joining(" "));
  }
}
