package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The zone that holds a name, and its name servers, which are asked over TCP: nobody but they can
 * answer there. Lives as long as the budget of the check that it was found for.
 */
public final class AuthoritativeZone {
  private final Optional<OwnerName> apex;
  private final Function<Question, Uni<List<DnsAnswer>>> servers;

  AuthoritativeZone(Optional<OwnerName> apex, Function<Question, Uni<List<DnsAnswer>>> servers) {
    this.apex = apex;
    this.servers = servers;
  }

  /** The name at the top of the zone; empty where the zone could not be found. */
  public Optional<OwnerName> apex() {
    return apex;
  }

  /**
   * One answer of each name server; at least one. A server that cannot be asked, does not answer or
   * does not have the zone is a {@link DnsAnswer.NoAnswer}, as is a zone that could not be found.
   */
  public Uni<List<DnsAnswer>> ask(Question question) {
    return servers.apply(question);
  }
}
