package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.order.CaaRecords;
import net.hostedmtasts.controlplane.certificate.order.NotYet;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Place;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.publication.Published;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Shows at a label whoever may sign, and waits until nobody can remember an older set: on every
 * edge, and for one TTL after that.
 */
@ApplicationScoped
class LabelCaa implements CaaRecords {
  private static final Duration SOON = Duration.ofMillis(500);

  private final OwnTransaction transactions;
  private final CertificatesWanted wanted;
  private final Publications publications;
  private final Serving serving;
  private final Published published;
  private final EdgeReader edges;
  private final CaaIssue caa;
  private final ZoneSettings zone;
  private final Wake wake;
  private final Clock clock;

  LabelCaa(
      OwnTransaction transactions,
      CertificatesWanted wanted,
      Publications publications,
      Serving serving,
      Published published,
      EdgeReader edges,
      CaaIssue caa,
      ZoneSettings zone,
      Wake wake,
      Clock clock) {
    this.transactions = transactions;
    this.wanted = wanted;
    this.publications = publications;
    this.serving = serving;
    this.published = published;
    this.edges = edges;
    this.caa = caa;
    this.zone = zone;
    this.wake = wake;
    this.clock = clock;
  }

  @Override
  public Uni<Void> shown(PolicyHost host, Optional<String> issue) {
    return transactions
        .run(session -> shown(session, host, issue))
        .invoke(
            shown -> {
              if (shown.changed()) {
                wake.committed();
              }
              Instant now = clock.instant();
              if (shown.readyAt().isAfter(now)) {
                throw new NotYet(waiting(host, now), shown.readyAt());
              }
            })
        .replaceWithVoid();
  }

  /**
   * How far the records are.
   *
   * @param readyAt when an order may rely on them
   * @param changed they were changed just now, and are to be published
   */
  private record Shown(Instant readyAt, boolean changed) {}

  private Uni<Shown> shown(Mutiny.Session session, PolicyHost host, Optional<String> issue) {
    return wanted
        .lockServed(session, host)
        .chain(
            domain ->
                domain == null
                    ? Uni.createFrom().item(new Shown(Instant.MIN, false))
                    : publications
                        .find(session, PublishedTopic.RECORDS, domain.label().value())
                        .chain(row -> shown(session, domain, row, issue)));
  }

  private Uni<Shown> shown(
      Mutiny.Session session,
      HostedDomain domain,
      @Nullable Publication row,
      Optional<String> issue) {
    Instant now = clock.instant();
    if (row == null) {
      return Uni.createFrom().item(new Shown(now.plus(SOON), false));
    }
    LabelRecord names = LabelRecord.read(row.body());
    if (issue.filter(value -> !names.lets(value)).isPresent()) {
      return serving
          .showNames(session, domain, names.withCaa(caa))
          .replaceWith(new Shown(now.plus(SOON), true));
    }
    if (domain.caaChangedAt() == null) {
      return Uni.createFrom().item(new Shown(Instant.MIN, false));
    }
    if (everywhere(row)) {
      domain.caaLive(now);
    }
    Instant live = domain.caaLiveAt();
    Instant readyAt = live == null ? now.plus(SOON) : live.plusSeconds(zone.caaTtl());
    return Uni.createFrom().item(new Shown(readyAt, false));
  }

  private boolean everywhere(Publication row) {
    Optional<Place> place = published.place(row);
    return place.isPresent()
        && edges.now().filter(all -> all.anyReady() && all.allHave(place.get())).isPresent();
  }

  private static Finding waiting(PolicyHost host, Instant now) {
    return Finding.of(
        FindingCode.CERTIFICATE_WAITS,
        host.value(),
        Found.at(now, "edges", "resolvers may remember other CAA records for a while"));
  }
}
