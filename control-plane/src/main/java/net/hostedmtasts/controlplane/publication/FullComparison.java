package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.jspecify.annotations.Nullable;

/**
 * Compares all rows of a topic with all of its keys, once for each reading of the topic: what the
 * database noted of a topic that has been made anew, or that another instance worked on, is worth
 * nothing.
 */
@ApplicationScoped
class FullComparison {
  private static final int PAGE = 1_000;

  private final PublicationRows rows;
  private final ObservedRecords observed;
  private final Map<PublishedTopic, ObservedTopic> compared = new EnumMap<>(PublishedTopic.class);

  FullComparison(PublicationRows rows, ObservedRecords observed) {
    this.rows = rows;
    this.observed = observed;
  }

  /**
   * All is to be compared again, as it is from time to time: a net under every other way to notice
   * a difference.
   */
  void restart() {
    compared.clear();
  }

  /** Marks the keys that differ as changed, so that the next passes decide about them. */
  Uni<Void> run(PublishedTopic topic) {
    ObservedTopic seen = observed.topic(topic).orElse(null);
    if (seen == null || compared.get(topic) == seen) {
      return Uni.createFrom().voidItem();
    }
    Set<String> known = new HashSet<>();
    return page(topic, seen, known, "")
        .invoke(
            () -> {
              seen.forEachOpen(
                  key -> {
                    if (!known.contains(key)) {
                      seen.markChanged(key);
                    }
                  });
              compared.put(topic, seen);
            });
  }

  private Uni<Void> page(
      PublishedTopic topic, ObservedTopic seen, Set<String> known, String after) {
    return rows.page(topic, after, PAGE)
        .chain(
            page -> {
              String last = after;
              for (Map.Entry<PublicationKey, Desired> row : page.entrySet()) {
                last = row.getKey().key();
                known.add(last);
                if (differs(row.getValue(), seen.newest(last))) {
                  seen.markChanged(last);
                }
              }
              return page.size() < PAGE
                  ? Uni.createFrom().voidItem()
                  : page(topic, seen, known, last);
            });
  }

  private static boolean differs(Desired desired, @Nullable Observed shown) {
    return shown == null
        || shown.revision() != desired.revision()
        || shown.served() != desired.served();
  }
}
