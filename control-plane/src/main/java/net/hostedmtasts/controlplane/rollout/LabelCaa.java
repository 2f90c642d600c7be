package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.order.NotYet;
import net.hostedmtasts.controlplane.certificate.readiness.CaaRecords;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.edge.EdgeReader;
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
  public Uni<List<String>> shown(PolicyHost host, Optional<String> issue, Instant silentUntil) {
    return transactions
        .run(session -> shown(session, host, new Asked(issue, silentUntil)))
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
        .map(Shown::without);
  }

  /** What an order asks for: see {@link CaaRecords}. */
  private record Asked(Optional<String> issue, Instant silentUntil) {}

  /**
   * How far the records are.
   *
   * @param readyAt when an order may rely on them
   * @param changed they were changed just now, and are to be published
   * @param without ids of silent edges that may answer an older set
   */
  private record Shown(Instant readyAt, boolean changed, List<String> without) {
    static Shown since(Instant readyAt) {
      return new Shown(readyAt, false, List.of());
    }
  }

  private Uni<Shown> shown(Mutiny.Session session, PolicyHost host, Asked asked) {
    return wanted
        .lockServed(session, host)
        .chain(
            domain ->
                domain == null
                    ? Uni.createFrom().item(Shown.since(Instant.MIN))
                    : publications
                        .find(session, PublishedTopic.RECORDS, domain.label().value())
                        .chain(row -> shown(session, domain, row, asked)));
  }

  private Uni<Shown> shown(
      Mutiny.Session session, HostedDomain domain, @Nullable Publication row, Asked asked) {
    Instant now = clock.instant();
    if (row == null) {
      return Uni.createFrom().item(Shown.since(now.plus(SOON)));
    }
    LabelRecord names = LabelRecord.read(row.body());
    if (asked.issue().filter(value -> !names.lets(value)).isPresent()) {
      return serving
          .showNames(session, domain, names.withCaa(caa))
          .replaceWith(new Shown(now.plus(SOON), true, List.of()));
    }
    if (domain.caaChangedAt() == null) {
      return Uni.createFrom().item(Shown.since(Instant.MIN));
    }
    Optional<List<String>> without = everywhere(row, asked.silentUntil(), now);
    if (without.isPresent()) {
      domain.caaLive(now);
    }
    Instant live = domain.caaLiveAt();
    Instant readyAt = live == null ? now.plus(SOON) : live.plusSeconds(zone.caaTtl());
    return Uni.createFrom().item(new Shown(readyAt, false, without.orElse(List.of())));
  }

  /** Ids of silent edges that do not have the row; empty while an edge has to be waited for. */
  private Optional<List<String>> everywhere(Publication row, Instant silentUntil, Instant now) {
    return published
        .place(row)
        .flatMap(
            place ->
                edges
                    .now()
                    .filter(all -> all.anyReady() && all.allHave(place))
                    .map(all -> all.silentWithout(place)))
        .filter(silent -> silent.isEmpty() || !now.isBefore(silentUntil));
  }

  private static Finding waiting(PolicyHost host, Instant now) {
    return Finding.of(
        FindingCode.CERTIFICATE_WAITS,
        host.value(),
        Found.at(now, "edges", "resolvers may remember other CAA records for a while"));
  }
}
