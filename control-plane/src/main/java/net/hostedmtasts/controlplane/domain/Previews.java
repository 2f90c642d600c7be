package net.hostedmtasts.controlplane.domain;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
        .map(wanted::policy)
        .chain(policy -> configurations.get(caller, name).map(shown -> preview(shown, policy)));
  }

  private static PreviewView preview(Configurations.Shown shown, Policy policy) {
    String document = ServedPolicy.of(policy).document();
    Publication served = shown.policy();
    String before =
        served == null || !served.served() ? "" : ServedPolicy.read(served.body()).document();
    List<Finding> warnings =
        shown.domain().policy().map(now -> ChangeWarning.of(now, policy)).orElse(List.of());
    return new PreviewView(document, PreviewView.diff(before, document), warnings);
  }
}
