package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.ServedPolicy;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.tenant.Caller;

/** Says what a change would do, without doing it. */
@ApplicationScoped
class Previews {
  private final Configurations configurations;

  Previews(Configurations configurations) {
    this.configurations = configurations;
  }

  Uni<PreviewView> of(Caller caller, PolicyDomain name, Configuration wanted) {
    return configurations
        // A preview changes nothing, so it fits every version.
        .mxHosts(caller, name, "*", wanted)
        .chain(live -> configurations.get(caller, name).map(shown -> preview(shown, wanted, live)));
  }

  private PreviewView preview(Shown shown, Configuration wanted, LiveMx.Live live) {
    Configurations.Outlook outlook = configurations.outlook(shown.domain(), wanted, live);
    Policy policy = wanted.policy(outlook.hosts());
    String document = ServedPolicy.of(policy).document();
    Publication served = shown.policy();
    String before =
        served == null || !served.served() ? "" : ServedPolicy.read(served.body()).document();
    List<Finding> warnings = new ArrayList<>(outlook.overridden());
    shown.domain().policy().ifPresent(now -> warnings.addAll(ChangeWarning.of(now, policy)));
    return new PreviewView(document, PreviewView.diff(before, document), warnings);
  }
}
