package net.hostedmtasts.controlplane.mx;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.MxAnswer;
import net.hostedmtasts.controlplane.policy.DomainName;

/**
 * What one check saw of a domain's MX records.
 *
 * @param resolvers what the configured resolvers said
 * @param servers what each of the domain's own name servers said, over TCP
 */
public record MxSeen(DomainName domain, List<MxSaid> resolvers, List<MxSaid> servers) {

  /** What the two sides have in common. */
  public enum Agreement {
    /** Every host that anybody names is named by all name servers and a resolver. */
    HOSTS,
    /** There is no MX record: mail goes to the domain itself (RFC 5321, section 5.1). */
    IMPLICIT,
    /** The domain takes no mail (RFC 7505). */
    NULL_MX,
    /** There is no such name. */
    NO_SUCH_DOMAIN,
    /** Not everybody says the same, as while a change is on its way to all servers. */
    NONE,
    /** No resolver gave a whole answer. */
    RESOLVERS_FAILED,
    /** No name server of the domain gave a whole answer. */
    SERVERS_FAILED
  }

  public MxSeen {
    resolvers = List.copyOf(resolvers);
    servers = List.copyOf(servers);
  }

  /** Reads the answers to the question for the MX records of {@code domain}. */
  public static MxSeen of(
      DomainName domain, List<? extends DnsAnswer> resolvers, List<? extends DnsAnswer> servers) {
    return new MxSeen(
        domain,
        resolvers.stream().map(MxSaid::of).toList(),
        servers.stream().map(MxSaid::of).toList());
  }

  /** What the two sides have in common. */
  public Agreement agreement() {
    if (!anyAnswered(resolvers)) {
      return Agreement.RESOLVERS_FAILED;
    }
    if (!anyAnswered(servers)) {
      return Agreement.SERVERS_FAILED;
    }
    if (all(MxAnswer.NoRecords.class)) {
      return Agreement.IMPLICIT;
    }
    if (all(MxAnswer.NullMx.class)) {
      return Agreement.NULL_MX;
    }
    if (all(MxAnswer.NoSuchDomain.class)) {
      return Agreement.NO_SUCH_DOMAIN;
    }
    return all(MxAnswer.Hosts.class) && agreed().equals(named()) ? Agreement.HOSTS : Agreement.NONE;
  }

  /**
   * The hosts that senders may use now: those that the name servers name, or the resolvers where no
   * name server answers; the domain itself where nobody has an MX record.
   */
  public List<DomainName> live() {
    List<MxSaid> side = anyAnswered(servers) ? servers : resolvers;
    Set<DomainName> hosts = union(side);
    if (hosts.isEmpty() && anyAnswered(side) && implicit(side)) {
      return List.of(domain);
    }
    return List.copyOf(hosts);
  }

  /**
   * The hosts that a policy may list from now on: a resolver names them, and so does every name
   * server that answered. What a single forged answer names is not among them.
   */
  Set<DomainName> agreed() {
    if (agreementOnNoRecords()) {
      return Set.of(domain);
    }
    Set<DomainName> agreed = union(resolvers);
    answered(servers).forEach(said -> agreed.retainAll(said.hosts()));
    return anyAnswered(servers) ? agreed : Set.of();
  }

  /** Everything that anybody names. */
  Set<DomainName> named() {
    Set<DomainName> named = union(servers);
    named.addAll(union(resolvers));
    return named;
  }

  /**
   * Whether the host is certainly no MX host any more: all name servers that answered, and a
   * resolver, name others. No answer that is empty, failed or negative can say that.
   */
  boolean gone(DomainName host) {
    return anyAnswered(servers)
        && answered(servers).allMatch(said -> names(said, others(host)))
        && resolvers.stream().anyMatch(said -> names(said, others(host)));
  }

  private static boolean names(MxSaid said, Predicate<Set<DomainName>> which) {
    return said.namesHosts() && which.test(said.hosts());
  }

  private static Predicate<Set<DomainName>> others(DomainName host) {
    return hosts -> !hosts.contains(host);
  }

  private boolean agreementOnNoRecords() {
    return anyAnswered(resolvers) && anyAnswered(servers) && all(MxAnswer.NoRecords.class);
  }

  private boolean all(Class<? extends MxAnswer> kind) {
    return Stream.concat(answered(resolvers), answered(servers))
        .allMatch(said -> kind.isInstance(said.answer()));
  }

  private static boolean implicit(List<MxSaid> side) {
    return answered(side).allMatch(said -> said.answer() instanceof MxAnswer.NoRecords);
  }

  private static boolean anyAnswered(List<MxSaid> side) {
    return side.stream().anyMatch(MxSaid::answered);
  }

  private static Stream<MxSaid> answered(List<MxSaid> side) {
    return side.stream().filter(MxSaid::answered);
  }

  private static Set<DomainName> union(List<MxSaid> side) {
    Set<DomainName> hosts = new LinkedHashSet<>();
    side.forEach(said -> hosts.addAll(said.hosts()));
    return hosts;
  }
}
