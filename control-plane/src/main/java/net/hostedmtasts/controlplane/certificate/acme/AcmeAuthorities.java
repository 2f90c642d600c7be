package net.hostedmtasts.controlplane.certificate.acme;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.CertificateSettings;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import org.jboss.logging.Logger;

/** The ACME authorities that the settings name. */
@Singleton
public final class AcmeAuthorities {
  private static final Logger LOG = Logger.getLogger(AcmeAuthorities.class);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Map<String, AcmeAuthority> byName = new TreeMap<>();
  private volatile boolean stopped;

  AcmeAuthorities(
      Vertx vertx, CertificateSettings settings, AccountRows rows, KeyEncryption atRest) {
    this.vertx = vertx;
    AcmeProblems problems = new AcmeProblems();
    for (String name : settings.authorities()) {
      AcmeSettings acme = settings.acme().get(name);
      if (acme != null) {
        AcceptedSettings.require(name, acme);
        AcmeConnections connections = new AcmeConnections(name, acme);
        Accounts accounts = new Accounts(name, acme, rows, atRest, connections);
        byName.put(name, new AcmeAuthority(name, acme, connections, accounts, problems));
      }
    }
  }

  /** The authority of that name in the settings; empty where there is none. */
  public Optional<CertificateAuthority> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  void start(@Observes StartupEvent started) {
    byName.values().forEach(this::start);
  }

  private void start(AcmeAuthority authority) {
    authority
        .start()
        .subscribe()
        .with(
            done -> {},
            failure -> {
              LOG.warnf(
                  "Certificate authority %s: no account yet: %s",
                  authority.name(), told(authority.name(), failure));
              if (!stopped) {
                vertx.setTimer(AGAIN.toMillis(), timer -> start(authority));
              }
            });
  }

  private static String told(String name, Throwable failure) {
    return failure instanceof AcmeFailure acme
        ? acme.why().getMessage() + ". " + AcmeProblems.adviceOnAccount(name, acme.why())
        : failure.toString();
  }

  void stop(@Observes ShutdownEvent stopping) {
    stopped = true;
    byName.values().forEach(AcmeAuthority::close);
  }
}
