package net.hostedmtasts.controlplane.policy;

/** A host of this service itself, such as the one that TLS reports are sent to. */
public record ServiceHost(DomainName name) implements CertifiedHost {

  /** Refuses names of policy hosts: each of them belongs to a hosted domain. */
  public ServiceHost {
    if (PolicyHost.isOne(name)) {
      throw new InvalidValue("service host", name.value(), "a name that is not a policy host's");
    }
    if (name.labels().size() < 2) {
      throw new InvalidValue("service host", name.value(), "at least two labels");
    }
  }

  /** Reads a name as {@link DomainName#parse} does. */
  public static ServiceHost parse(String text) {
    return new ServiceHost(DomainName.parse(text));
  }

  @Override
  public String value() {
    return name.value();
  }

  @Override
  public String registered() {
    return RegisteredDomain.of(name);
  }

  @Override
  public String toString() {
    return value();
  }
}
