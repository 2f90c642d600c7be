package net.hostedmtasts.controlplane.certificate;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.ServiceHost;

/** The hosts of the service itself that want certificates, as the settings name them. */
@Singleton
public final class ServiceHosts {
  private final Optional<ServiceHost> reports;
  private final Optional<ServiceHost> api;

  /**
   * @throws net.hostedmtasts.controlplane.policy.InvalidValue so that the service does not start
   */
  ServiceHosts(CertificateSettings settings) {
    this.reports = settings.hosts().reports().map(ServiceHost::parse);
    this.api = settings.hosts().api().map(ServiceHost::parse);
  }

  /** Makes them at the start: a wrong name must not be found out by the first order. */
  void start(@Observes StartupEvent started) {
    if (reports.isPresent() && reports.equals(api)) {
      throw new IllegalStateException(
          "certificates.hosts.reports and certificates.hosts.api are the same name: their keys are"
              + " kept by different services, so each needs its own");
    }
  }

  /** Where the edges take TLS reports; its key is sealed for the edges. */
  public Optional<ServiceHost> reports() {
    return reports;
  }

  /** Where this service answers its API over TLS; its key stays here. */
  public Optional<ServiceHost> api() {
    return api;
  }

  /** All of them, at most one for each purpose. */
  public List<ServiceHost> all() {
    return Stream.of(reports, api).flatMap(Optional::stream).toList();
  }

  /** The names of all of them. */
  public String[] names() {
    return all().stream().map(ServiceHost::value).toArray(String[]::new);
  }
}
