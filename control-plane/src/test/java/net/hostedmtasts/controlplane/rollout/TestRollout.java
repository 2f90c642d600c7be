package net.hostedmtasts.controlplane.rollout;

import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.world.Beans;
import net.hostedmtasts.controlplane.world.Connections;

/** The rollout, one pass at a time. */
public final class TestRollout {
  private final Rollout rollout;
  private final Connections connections;
  private final Lease lease;

  public TestRollout(Beans beans, Connections connections, Lease lease) {
    this.rollout = beans.get(Rollout.class);
    this.connections = connections;
    this.lease = lease;
  }

  /** Whether more is known to be left. */
  public boolean pass() {
    return connections.run(() -> rollout.pass(lease));
  }
}
