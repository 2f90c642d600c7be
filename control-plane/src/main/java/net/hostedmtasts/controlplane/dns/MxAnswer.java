package net.hostedmtasts.controlplane.dns;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.hostedmtasts.controlplane.policy.DomainName;

/** What the DNS says about who takes a domain's mail. */
public sealed interface MxAnswer {

  /**
   * The hosts that mail goes to, as far as the answer can be relied on: the domain itself where it
   * has no MX record (RFC 5321, section 5.1); empty where there is no mail, or where nothing is
   * known.
   */
  Optional<List<DomainName>> mailHosts(DomainName domain);

  /**
   * MX records.
   *
   * @param hosts at least one, by preference, none twice
   * @param unusable names in the answer that are no host names, as they came, made printable
   */
  record Hosts(List<MxHost> hosts, List<String> unusable) implements MxAnswer {
    public Hosts {
      hosts = List.copyOf(new TreeSet<>(hosts));
      unusable = List.copyOf(unusable);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("Without a host it is another answer");
      }
    }

    @Override
    public Optional<List<DomainName>> mailHosts(DomainName domain) {
      return Optional.of(hosts.stream().map(MxHost::name).distinct().toList());
    }
  }

  /** The domain takes no mail and says so (RFC 7505). */
  record NullMx() implements MxAnswer {
    @Override
    public Optional<List<DomainName>> mailHosts(DomainName domain) {
      return Optional.empty();
    }
  }

  /** The name exists without MX records: mail goes to the domain itself, the implicit MX. */
  record NoRecords() implements MxAnswer {
    @Override
    public Optional<List<DomainName>> mailHosts(DomainName domain) {
      return Optional.of(List.of(domain));
    }
  }

  /** There is no such name (NXDOMAIN). */
  record NoSuchDomain() implements MxAnswer {
    @Override
    public Optional<List<DomainName>> mailHosts(DomainName domain) {
      return Optional.empty();
    }
  }

  /**
   * Nothing is known: no answer, or one that cannot be used.
   *
   * @param reason for people: what went wrong
   */
  record Failed(String reason) implements MxAnswer {
    @Override
    public Optional<List<DomainName>> mailHosts(DomainName domain) {
      return Optional.empty();
    }
  }
}
