package net.hostedmtasts.controlplane.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.edge.Edge;
import net.hostedmtasts.controlplane.edge.Place;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.jspecify.annotations.Nullable;

/** Says where in a topic a publication row's revision stands, once it was seen there. */
@ApplicationScoped
public class Published {
  private final ObservedRecords observed;

  Published(ObservedRecords observed) {
    this.observed = observed;
  }

  /** Empty while the topic does not show the row's revision, or the row is not served. */
  public Optional<Place> place(@Nullable Publication row) {
    if (row == null || !row.served()) {
      return Optional.empty();
    }
    return newest(row.key())
        .filter(seen -> seen.revision() == row.revision())
        .flatMap(seen -> place(row.key(), seen));
  }

  /**
   * The same of a certificate, which serves as well when the topic shows a newer one than the
   * database knows.
   */
  public Optional<Place> placeOrNewer(@Nullable Publication row) {
    if (row == null || !row.served()) {
      return Optional.empty();
    }
    return newest(row.key())
        .filter(seen -> seen.revision() >= row.revision() && seen.served())
        .flatMap(seen -> place(row.key(), seen));
  }

  /** The newest record of {@code key} that this edge has, of those that were seen. */
  public Optional<Observed> reached(Edge edge, PublishedTopic topic, String key) {
    PublicationKey id = PublicationKey.of(topic, key);
    List<Observed> seen = observed.seen(topic, key);
    return seen.stream().filter(one -> place(id, one).filter(edge::has).isPresent()).findFirst();
  }

  /** Where a record that was seen stands. */
  public Optional<Place> place(PublicationKey id, Observed seen) {
    return observed
        .topicId(id.published())
        .map(topicId -> new Place(id.topic(), topicId, id.key(), seen.partition(), seen.offset()));
  }

  private Optional<Observed> newest(PublicationKey id) {
    return observed.newest(id.published(), id.key());
  }
}
