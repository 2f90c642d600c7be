package net.hostedmtasts.controlplane.rollout;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/** Shows the way of a policy to each edge. */
@ApplicationScoped
class RolloutViews {
  private final Published published;
  private final EdgeReader edges;

  RolloutViews(Published published, EdgeReader edges) {
    this.published = published;
    this.edges = edges;
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
        domain.waitingId().or(domain::releasedId).map(PolicyId::value).orElse(null),
        domain.policyLiveAt(),
        domain.idReleasedAt(),
        domain.idLiveAt(),
        waitingFor(domain, keys),
        (int) live,
        blocking.size(),
        all);
  }

  private static boolean live(HostedDomain domain, EdgeRollout edge, long wanted) {
    return Objects.equals(edge.policyRevision(), wanted)
        && domain.waitingId().isEmpty()
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
    if (domain.waitingId().isEmpty()) {
      return domain.releasedId().isPresent() && domain.idLiveAt() == null
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
