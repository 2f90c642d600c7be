package net.hostedmtasts.controlplane.configuration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import net.hostedmtasts.controlplane.configuration.Configurations.Wanted;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.jspecify.annotations.Nullable;

/**
 * What restoring a version overrides; the body may be left out.
 *
 * @param acknowledge codes of the findings that the change overrides
 */
public record RestoreRequest(
    @Size(max = ConfigurationRequest.MOST_CODES) @Nullable List<@NotNull FindingCode> acknowledge) {

  static Wanted wanted(@Nullable RestoreRequest request, Configuration restored) {
    return new Wanted(
        restored,
        request == null || request.acknowledge == null ? Set.of() : Set.copyOf(request.acknowledge),
        Action.RESTORED);
  }
}
