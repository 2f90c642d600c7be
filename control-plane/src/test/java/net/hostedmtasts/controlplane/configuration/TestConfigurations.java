package net.hostedmtasts.controlplane.configuration;

import java.util.EnumSet;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import net.hostedmtasts.controlplane.world.Beans;
import net.hostedmtasts.controlplane.world.Connections;

/** An owner who acknowledges every warning. */
public final class TestConfigurations {
  private final Configurations configurations;
  private final Connections connections;

  public TestConfigurations(Beans beans, Connections connections) {
    this.configurations = beans.get(Configurations.class);
    this.connections = connections;
  }

  /** PUT. */
  public void configure(Caller caller, PolicyDomain domain, Configuration wanted) {
    EnumSet<FindingCode> all = EnumSet.allOf(FindingCode.class);
    connections.run(
        () ->
            configurations.configure(
                caller, domain, "*", new Configurations.Wanted(wanted, all, Action.CONFIGURED)));
  }

  /** DELETE. */
  public void disable(Caller caller, PolicyDomain domain) {
    connections.run(() -> configurations.disable(caller, domain, "*"));
  }
}
