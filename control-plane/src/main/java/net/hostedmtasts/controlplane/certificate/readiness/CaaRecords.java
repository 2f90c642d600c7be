package net.hostedmtasts.controlplane.certificate.readiness;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.order.NotYet;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/** The CAA records that this service answers at policy hosts. */
public interface CaaRecords {
  /**
   * Sees to it that every edge answers the record that lets the authority sign, and that no
   * resolver remembers an older set. Fails with {@link NotYet} until then.
   *
   * @param issue the record's value; empty where the authority asks for none
   * @param silentUntil from then on edges that are not heard are not waited for
   * @return ids of edges that are gone on without: they are not heard, and may answer an older set
   */
  Uni<List<String>> shown(PolicyHost host, Optional<String> issue, Instant silentUntil);
}
