package net.hostedmtasts.controlplane.dns;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.outside.OutsideSettings;
import net.hostedmtasts.controlplane.policy.DomainName;

/**
 * Asks the DNS. Answers come back on the event loop that asked, so that a database session may go
 * on with them. Nothing here fails: what goes wrong outside is an answer too.
 */
// At start, so that a wrong resolver is refused then.
@Startup
@ApplicationScoped
public class DnsLookup {
  private final Vertx vertx;
  private final NameServerNames names;
  private final ResolverSet resolvers;
  private final NameServerSearch search;
  private final AuthoritativeQuestions authoritative;

  DnsLookup(
      Vertx vertx,
      DnsSettings settings,
      Connector connector,
      OutsideSettings outside,
      MeterRegistry metrics,
      Clock clock) {
    this.vertx = vertx;
    List<InetSocketAddress> addresses = Resolvers.all(settings);
    this.names = new NameServerNames(vertx, addresses, settings.timeout());
    this.resolvers =
        new ResolverSet(addresses, settings.timeout(), asked(metrics, "resolver"), clock);
    this.search = new NameServerSearch(resolvers, connector, clock);
    this.authoritative =
        new AuthoritativeQuestions(
            new TcpQuestions(connector, settings.timeout(), asked(metrics, "name-server"), clock),
            outside.dnsPort());
  }

  private static Counter asked(MeterRegistry metrics, String whom) {
    return Counter.builder("dns.questions")
        .description("Questions sent for checks of domains, repeated ones included")
        .tag("to", whom)
        .register(metrics);
  }

  /**
   * The names of a zone's name servers, as a hint and not to decide anything by; empty where the
   * name is no zone, or nobody answers.
   */
  public Uni<List<DomainName>> nameServerNames(DomainName zone) {
    return here(names.of(zone));
  }

  /**
   * What a resolver says: the first of the configured ones that answers, each asked once and a
   * single one twice. If none does: why the first did not.
   */
  public Uni<DnsAnswer> resolve(Question question, Budget budget) {
    return here(resolvers.first(question, budget));
  }

  /** What each of the configured resolvers says, in their order; at least one answer. */
  public Uni<List<DnsAnswer>> resolveAtAll(Question question, Budget budget) {
    return here(resolvers.all(question, budget));
  }

  /**
   * Finds the zone that holds the name, and its name servers. The zone's answers come back on the
   * event loop that asks it.
   */
  public Uni<AuthoritativeZone> authoritativeServers(OwnerName name, Budget budget) {
    return here(search.search(name, budget).map(found -> zone(found, budget)));
  }

  private AuthoritativeZone zone(NameServerSearch.Found found, Budget budget) {
    if (found instanceof NameServerSearch.Found.Zone zone) {
      return new AuthoritativeZone(
          Optional.of(zone.apex()),
          question -> here(authoritative.ask(zone.servers(), question, budget)));
    }
    NameServerSearch.Found.Nothing nothing = (NameServerSearch.Found.Nothing) found;
    return new AuthoritativeZone(
        Optional.empty(), question -> Uni.createFrom().item(List.of(nothing.why())));
  }

  private <T> Uni<T> here(Uni<T> answer) {
    Context caller = vertx.getOrCreateContext();
    return answer.emitOn(command -> caller.runOnContext(ignored -> command.run()));
  }
}
