package net.hostedmtasts.controlplane.overview;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Many domains to be added.
 *
 * @param domains names as people write them; one that is none refuses its own line alone
 * @param tags of each that is added; none where they are left out
 */
public record BulkRequest(
    @NotNull @Size(min = 1, max = MOST) List<@NotNull @Size(max = LONGEST) String> domains,
    @Size(max = HostedDomain.MOST_TAGS) @Nullable List<@NotNull Tag> tags) {
  static final int MOST = 1_000;
  static final int LONGEST = 300;

  List<Tag> tagsOrNone() {
    return tags == null ? List.of() : tags;
  }
}
