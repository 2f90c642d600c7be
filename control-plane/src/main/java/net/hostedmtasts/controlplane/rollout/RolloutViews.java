package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.edge.Edge;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Place;
import net.hostedmtasts.controlplane.policy.PolicyId;
import net.hostedmtasts.controlplane.publication.Observed;
import net.hostedmtasts.controlplane.publication.Published;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.rollout.RolloutView.EdgeRollout;
import net.hostedmtasts.controlplane.rollout.RolloutView.StepView;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Shows the way of a policy to each edge. */
@ApplicationScoped
public class RolloutViews {
  private final Published published;
  private final EdgeReader edges;

  RolloutViews(Published published, EdgeReader edges) {
    this.published = published;
    this.edges = edges;
  }

  /** Reads the domain's keys, and shows them. */
  public Uni<RolloutView> of(Mutiny.Session session, HostedDomain domain) {
    return DomainKeys.of(session, domain).map(keys -> of(domain, keys));
  }

  RolloutView of(HostedDomain domain, DomainKeys keys) {
    List<Edge> counted =
        edges.forPeople().all().stream().filter(edge -> !edge.state().equals("loading")).toList();
    List<EdgeRollout> all = counted.stream().map(edge -> view(domain, keys, edge)).toList();
    List<String> blocking = counted.stream().filter(Edge::blocks).map(Edge::id).toList();
    Long wanted = revision(keys.policy());
    long live =
        all.stream()
            .filter(edge -> blocking.contains(edge.edge()))
            .filter(edge -> wanted != null && live(domain, edge, wanted))
            .count();
    return new RolloutView(
        wanted,
        domain.ids().newest().map(PolicyId::value).orElse(null),
        steps(domain),
        waitingFor(domain, keys),
        (int) live,
        blocking.size(),
        all);
  }

  private static List<StepView> steps(HostedDomain domain) {
    return List.of(
        new StepView("cnames_seen", domain.verification().delegatedAt()),
        new StepView("certificate_issued", domain.verification().certificateAt()),
        new StepView("policy_live", domain.ids().policyLiveAt()),
        new StepView("id_released", domain.ids().releasedAt()),
        new StepView("id_live", domain.ids().liveAt()),
        new StepView("checked", domain.verification().checkedAt()));
  }

  private static boolean live(HostedDomain domain, EdgeRollout edge, long wanted) {
    return Objects.equals(edge.policyRevision(), wanted)
        && domain.ids().waiting().isEmpty()
        && edge.idSince() != null;
  }

  private EdgeRollout view(HostedDomain domain, DomainKeys keys, Edge edge) {
    Optional<Observed> policy =
        published.reached(edge, PublishedTopic.POLICIES, domain.domain().value());
    Optional<Observed> names =
        published.reached(edge, PublishedTopic.RECORDS, domain.label().value());
    return new EdgeRollout(
        edge.id(),
        edge.state(),
        policy.filter(Observed::served).map(Observed::revision).orElse(null),
        names.map(Observed::policyRevision).filter(revision -> revision > 0).orElse(null),
        since(edge, keys.policy()),
        keys.carryId() ? since(edge, keys.names()) : null);
  }

  private @Nullable Instant since(Edge edge, @Nullable Publication row) {
    Optional<Place> place = published.place(row);
    return place.map(edge::since).orElse(null);
  }

  private static @Nullable Long revision(@Nullable Publication policy) {
    return policy != null && policy.served() ? policy.revision() : null;
  }

  private @Nullable String waitingFor(HostedDomain domain, DomainKeys keys) {
    if (domain.status() == DomainStatus.VERIFYING && !domain.served()) {
      return "Both CNAME records have to be seen with the targets given for this domain.";
    }
    if (domain.ids().live() && domain.status() == DomainStatus.VERIFYING) {
      return "What a sending MTA finds is being checked.";
    }
    if (domain.ids().waiting().isEmpty()) {
      return domain.ids().released().isPresent() && domain.ids().liveAt() == null
          ? "The new id is on its way to every edge."
          : null;
    }
    if (!edges.forPeople().anyReady()) {
      return "Waiting for an edge: none is ready.";
    }
    if (edges.now().isEmpty()) {
      return "The edges' heartbeats are being listened to.";
    }
    if (keys.certificate() == null || !keys.certificate().served()) {
      return "The certificate of the policy host is being issued.";
    }
    return unreadable(keys).orElse("The policy is on its way to every edge.");
  }

  private Optional<String> unreadable(DomainKeys keys) {
    return edges.forPeople().blocking().stream()
        .filter(edge -> cannotRead(edge, keys.policy()) || cannotRead(edge, keys.certificate()))
        .findFirst()
        .map(
            edge ->
                "Edge "
                    + edge.id()
                    + " cannot read the policy or its certificate; it is sent again.");
  }

  private static boolean cannotRead(Edge edge, @Nullable Publication row) {
    return row != null && edge.heartbeat().cannotRead(row.key().topic(), row.key().key());
  }
}
