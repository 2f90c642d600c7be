package net.hostedmtasts.controlplane.domain;

import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.world.Beans;
import net.hostedmtasts.controlplane.world.Connections;

/** Adds domains as the API does. */
public final class TestHostedDomains {
  private TestHostedDomains() {}

  public static HostedDomain add(
      Beans beans, Connections connections, Caller caller, PolicyDomain name) {
    HostedDomains domains = beans.get(HostedDomains.class);
    return connections.ask(session -> domains.add(session, caller, name));
  }
}
