package net.hostedmtasts.controlplane.certificate.acme;

import io.smallrye.mutiny.Uni;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.certificate.order.OrderProgress;
import net.hostedmtasts.controlplane.certificate.order.OrderStep;
import net.hostedmtasts.controlplane.certificate.order.RenewalWindow;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.jboss.logging.Logger;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;

/** One authority that speaks ACME. What an order's next step is, the authority itself says. */
final class AcmeAuthority implements CertificateAuthority, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AcmeAuthority.class);

  private final String name;
  private final AcmeSettings settings;
  private final AcmeConnections connections;
  private final Accounts accounts;
  private final AcmeProblems problems;

  AcmeAuthority(
      String name,
      AcmeSettings settings,
      AcmeConnections connections,
      Accounts accounts,
      AcmeProblems problems) {
    this.name = name;
    this.settings = settings;
    this.connections = connections;
    this.accounts = accounts;
    this.problems = problems;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Uni<OrderStep> step(OrderProgress order) {
    if (order.orderUrl().isEmpty() && accounts.known().isEmpty()) {
      // One that was made just now is in no CAA record yet: those are looked at again first.
      return prepare(order.request().host()).replaceWith(new OrderStep.Busy(Duration.ZERO));
    }
    return account(order.request().host())
        .chain(account -> connections.call(session -> step(session, account, order)))
        .onFailure(AcmeFailure.class)
        .recoverWithUni(failure -> refused(order, failure.why()));
  }

  @Override
  public Uni<Void> prepare(CertifiedHost host) {
    return account(host).replaceWithVoid();
  }

  private Uni<Account> account(CertifiedHost host) {
    return accounts
        .get()
        .onFailure(AcmeFailure.class)
        .transform(failure -> problems.ofAccount(host, failure.why()));
  }

  private OrderStep step(Session session, Account account, OrderProgress order)
      throws AcmeException {
    return new AcmeOrder(session.login(account.url(), account.keys()), settings, order, problems)
        .next();
  }

  private Uni<OrderStep> refused(OrderProgress order, AcmeException why) {
    NotIssued told = problems.read(order.request().host(), why);
    Uni<OrderStep> failed = Uni.createFrom().failure(told);
    return told.reason() == NotIssued.Reason.ACCOUNT
        ? accounts.forget().chain(() -> failed)
        : failed;
  }

  /** Makes or finds the account; until then there is no CAA record that names it. */
  Uni<Void> start() {
    return accounts
        .get()
        .invoke(account -> LOG.infof("Certificate authority %s: account %s", name, account.url()))
        .replaceWithVoid();
  }

  @Override
  public Optional<String> caaIssue() {
    return accounts
        .known()
        .flatMap(
            account ->
                account
                    .caaIdentity()
                    .map(
                        identity ->
                            identity
                                + "; accounturi="
                                + account.url()
                                + "; validationmethods="
                                + methods()));
  }

  @Override
  public boolean caaKnown() {
    return accounts.known().isPresent();
  }

  @Override
  public Optional<AcmeSettings.Limits> limits() {
    return Optional.of(settings.limits());
  }

  @Override
  public Uni<Optional<RenewalWindow>> renewalWindow(X509Certificate leaf) {
    return accounts
        .get()
        .chain(
            account ->
                connections.call(
                    session ->
                        AcmeRenewal.window(session.login(account.url(), account.keys()), leaf)));
  }

  private String methods() {
    return settings.challenges().stream()
        .map(AcmeSettings.ChallengeType::value)
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    connections.close();
  }
}
