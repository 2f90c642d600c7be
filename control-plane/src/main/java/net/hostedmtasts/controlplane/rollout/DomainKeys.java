package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A hosted domain's publication rows; null where a key was never published, or is another domain's
 * now.
 */
record DomainKeys(
    @Nullable Publication names, @Nullable Publication policy, @Nullable Publication certificate) {
  private static final DomainKeys NONE = new DomainKeys(null, null, null);

  static Uni<DomainKeys> of(Mutiny.Session session, HostedDomain domain) {
    return ofAll(session, List.of(domain)).map(keys -> keys.getOrDefault(domain.id(), NONE));
  }

  /** The rows of many domains, by their ids. */
  static Uni<Map<UUID, DomainKeys>> ofAll(Mutiny.Session session, List<HostedDomain> domains) {
    return session
        .createSelectionQuery("from Publication where domainId in :domains", Publication.class)
        .setParameter("domains", domains.stream().map(HostedDomain::id).toList())
        .getResultList()
        // Whoever changes a row reads it again under its lock: the session must not keep what is
        // read here.
        .invoke(rows -> rows.forEach(session::detach))
        .map(
            rows -> {
              Map<UUID, List<Publication>> byDomain =
                  rows.stream().collect(Collectors.groupingBy(Publication::domainId));
              return domains.stream()
                  .collect(
                      Collectors.toMap(
                          HostedDomain::id,
                          domain -> of(domain, byDomain.getOrDefault(domain.id(), List.of()))));
            });
  }

  private static DomainKeys of(HostedDomain domain, List<Publication> rows) {
    return new DomainKeys(
        find(rows, PublishedTopic.RECORDS, domain.label().value()),
        find(rows, PublishedTopic.POLICIES, domain.domain().value()),
        find(rows, PublishedTopic.CERTIFICATES, domain.domain().policyHost().value()));
  }

  /** Whether the label's TXT record is answered. */
  boolean carryId() {
    return names != null && LabelRecord.carriesId(names.body());
  }

  private static @Nullable Publication find(
      Iterable<Publication> rows, PublishedTopic topic, String key) {
    PublicationKey wanted = PublicationKey.of(topic, key);
    for (Publication row : rows) {
      if (row.key().equals(wanted)) {
        return row;
      }
    }
    return null;
  }
}
