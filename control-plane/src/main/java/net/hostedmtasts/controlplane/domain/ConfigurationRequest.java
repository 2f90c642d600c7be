package net.hostedmtasts.controlplane.domain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import org.jspecify.annotations.Nullable;

/** What a domain's MTA-STS policy is to be. */
public record ConfigurationRequest(
    @NotNull Mode mode, @NotNull MaxAge maxAge, @NotNull @Valid MxRequest mx) {

  /**
   * Where the MX patterns come from.
   *
   * @param patterns the owner's list; with the source {@code auto} those added ahead of a move
   */
  public record MxRequest(
      @NotNull MxSource source,
      @Size(max = Configuration.MOST_PATTERNS) @Nullable List<@NotNull MxPattern> patterns) {}

  Configuration configuration() {
    List<MxPattern> patterns = mx.patterns();
    return new Configuration(mode, maxAge, mx.source(), patterns == null ? List.of() : patterns);
  }
}
