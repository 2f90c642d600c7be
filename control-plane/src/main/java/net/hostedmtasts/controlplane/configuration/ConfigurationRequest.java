package net.hostedmtasts.controlplane.configuration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import net.hostedmtasts.controlplane.configuration.Configurations.Wanted;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.jspecify.annotations.Nullable;

/**
 * What a domain's MTA-STS policy is to be.
 *
 * @param acknowledge codes of the findings that the change overrides
 */
public record ConfigurationRequest(
    @NotNull Mode mode,
    @NotNull MaxAge maxAge,
    @NotNull @Valid MxRequest mx,
    @Size(max = MOST_CODES) @Nullable List<@NotNull FindingCode> acknowledge) {
  static final int MOST_CODES = 20;

  /**
   * Where the MX patterns come from.
   *
   * @param patterns the owner's list; with the source {@code auto} those added ahead of a move
   */
  public record MxRequest(
      @NotNull MxSource source,
      @Size(max = Configuration.MOST_PATTERNS) @Nullable List<@NotNull MxPattern> patterns) {}

  Wanted wanted() {
    return new Wanted(
        configuration(),
        acknowledge == null ? Set.of() : Set.copyOf(acknowledge),
        Action.CONFIGURED);
  }

  Configuration configuration() {
    List<MxPattern> patterns = mx.patterns();
    try {
      return new Configuration(mode, maxAge, mx.source(), patterns == null ? List.of() : patterns);
    } catch (InvalidValue aboutThePatterns) {
      throw new Refused(Reason.INVALID_VALUE, String.valueOf(aboutThePatterns.getMessage()))
          .field("/mx/patterns");
    }
  }
}
