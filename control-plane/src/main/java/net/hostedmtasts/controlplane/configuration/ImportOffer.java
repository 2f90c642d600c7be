package net.hostedmtasts.controlplane.configuration;

import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.ExistingPolicy;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.SeenPolicy;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/**
 * An existing policy, and the configuration that goes on with it here.
 *
 * @param carriesEnforce it enforces already and covers every live MX host: no week of testing again
 * @param cachedFor how long resolvers go on leading senders to the host that serves it
 */
record ImportOffer(
    ExistingPolicy existing,
    Configuration configuration,
    boolean carriesEnforce,
    Duration cachedFor) {

  static ImportOffer of(
      PolicyDomain domain, ExistingPolicy existing, List<DomainName> liveMx, Duration cachedFor) {
    SeenPolicy policy =
        existing
            .policy()
            .orElseThrow(
                () ->
                    new Refused(
                            Reason.NOTHING_TO_IMPORT,
                            "No policy can be fetched for "
                                + domain.value()
                                + ": configure one here.")
                        .with("faults", FaultView.of(existing)));
    List<MxPattern> patterns = policy.mx().stream().distinct().toList();
    if (patterns.size() > Configuration.MOST_PATTERNS) {
      throw new Refused(
          Reason.NOTHING_TO_IMPORT,
          "The policy has more than " + Configuration.MOST_PATTERNS + " MX patterns.");
    }
    boolean enforces = existing.enforcesFor(liveMx);
    Configuration configuration =
        new Configuration(
            enforces ? Mode.ENFORCE : Mode.TESTING,
            existing.maxAge().orElse(MaxAge.ONE_DAY),
            patterns.isEmpty() ? MxSource.AUTO : MxSource.PINNED,
            patterns);
    return new ImportOffer(existing, configuration, enforces, cachedFor);
  }
}
