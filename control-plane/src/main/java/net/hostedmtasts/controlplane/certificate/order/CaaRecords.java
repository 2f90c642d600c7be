package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/** The CAA records that this service answers at policy hosts. */
public interface CaaRecords {
  /**
   * Sees to it that every edge answers the record that lets the authority sign, and that no
   * resolver remembers an older set. Fails with {@link NotYet} until then.
   *
   * @param issue the record's value; empty where the authority asks for none
   */
  Uni<Void> shown(PolicyHost host, Optional<String> issue);
}
