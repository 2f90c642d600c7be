package net.hostedmtasts.controlplane.certificate.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.CertificateChain;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.order.OrderProgress;
import net.hostedmtasts.controlplane.certificate.order.OrderStep;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.TokenChallenge;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeServerException;

/**
 * One order at an authority (RFC 8555, section 7.4). Its state is asked for at each step, so that
 * it makes no difference who took the step before, or whether that one heard the answer.
 */
final class AcmeOrder {
  /** Where the authority does not say when to ask again. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration AT_ONCE = Duration.ZERO;

  private final Login login;
  private final AcmeSettings settings;
  private final OrderProgress progress;
  private final AcmeProblems problems;
  private final CertifiedHost host;

  AcmeOrder(Login login, AcmeSettings settings, OrderProgress progress, AcmeProblems problems) {
    this.login = login;
    this.settings = settings;
    this.progress = progress;
    this.problems = problems;
    this.host = progress.request().host();
  }

  OrderStep next() throws AcmeException {
    if (progress.orderUrl().isEmpty()) {
      return begin();
    }
    Order order = login.bindOrder(url(progress.orderUrl().get()));
    Optional<Instant> again;
    try {
      again = order.fetch();
    } catch (AcmeServerException e) {
      if (problems.isUnknownOrder(e)) {
        throw problems.lost(host, e);
      }
      throw e;
    }
    return switch (order.getStatus()) {
      case PENDING -> authorize(order);
      case READY -> progress.finalized() ? execute(order) : new OrderStep.Ready();
      case VALID -> new OrderStep.Issued(chain(order.getCertificate()));
      case INVALID, EXPIRED, REVOKED, DEACTIVATED, CANCELED -> throw invalid(order);
      default -> new OrderStep.Busy(pause(again));
    };
  }

  private OrderStep execute(Order order) throws AcmeException {
    try {
      order.execute(progress.request().der());
      return new OrderStep.Busy(AT_ONCE);
    } catch (AcmeServerException e) {
      throw problems.ofFinalize(host, e);
    }
  }

  private OrderStep begin() throws AcmeException {
    OrderBuilder order = profiled(login.newOrder().domain(host.value()));
    Optional<X509Certificate> replaced = replaced();
    replaced.ifPresent(order::replaces);
    try {
      return new OrderStep.Ordered(order.create().getLocation().toString());
    } catch (AcmeServerException e) {
      if (replaced.isEmpty() || !problems.isReplacement(e)) {
        throw e;
      }
      // Another order has replaced it, or the authority does not know it: an order without a word
      // about it is as good.
      return new OrderStep.Ordered(
          profiled(login.newOrder().domain(host.value())).create().getLocation().toString());
    }
  }

  /** One that it does not have would be refused by the client, as if it were no authority. */
  private OrderBuilder profiled(OrderBuilder order) throws AcmeException {
    Metadata authority = login.getSession().getMetadata();
    Optional<String> profile = settings.profile().filter(any -> authority.isProfileAllowed());
    if (profile.filter(authority::isProfileAllowed).isEmpty() && profile.isPresent()) {
      throw NotIssued.because(
          host,
          NotIssued.Reason.ACCOUNT,
          "it has no profile " + profile.get() + ", which this service's operator has to see to");
    }
    profile.ifPresent(order::profile);
    return order;
  }

  /** Authorities that tell when to renew want to hear what is renewed. */
  private Optional<X509Certificate> replaced() throws AcmeException {
    return progress.replaces().isPresent()
            && login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isPresent()
        ? progress.replaces()
        : Optional.empty();
  }

  private OrderStep authorize(Order order) throws AcmeException {
    for (Authorization authorization : order.getAuthorizations()) {
      Optional<Instant> again = authorization.fetch();
      if (authorization.getStatus() == Status.PENDING) {
        return answer(authorization, again);
      }
      if (authorization.getStatus() != Status.VALID) {
        throw problems.ofAuthorization(host, authorization);
      }
    }
    return new OrderStep.Busy(PAUSE);
  }

  private OrderStep answer(Authorization authorization, Optional<Instant> again)
      throws AcmeException {
    TokenChallenge challenge = challenge(authorization);
    String keyAuthorization = challenge.getAuthorization();
    // The token comes first in it (RFC 8555, section 8.1).
    String token = keyAuthorization.substring(0, keyAuthorization.indexOf('.'));
    Challenge asked = new Challenge(challenge.getType(), token, keyAuthorization);
    if (challenge.getStatus() != Status.PENDING) {
      return new OrderStep.Busy(pause(again));
    }
    if (!progress.answered().filter(asked::equals).isPresent()) {
      return new OrderStep.Answer(asked);
    }
    if (!progress.told()) {
      challenge.trigger();
      return new OrderStep.Told();
    }
    if (challenge.getError().isPresent()) {
      // It would look again if it were told again: for that there is the next attempt.
      throw problems.ofChallenge(host, challenge.getError().get());
    }
    return new OrderStep.Busy(pause(again));
  }

  /** One that is at work already, else the next of those that this service answers. */
  private TokenChallenge challenge(Authorization authorization) {
    List<TokenChallenge> offered =
        challenges().stream()
            .flatMap(type -> authorization.findChallenge(type.value()).stream())
            .filter(TokenChallenge.class::isInstance)
            .map(TokenChallenge.class::cast)
            .toList();
    if (offered.isEmpty()) {
      throw NotIssued.refused(host, "it offers no challenge that this service answers");
    }
    return offered.stream()
        .filter(one -> one.getStatus() == Status.PROCESSING)
        .findFirst()
        .orElse(offered.get(progress.challengeFailures() % offered.size()));
  }

  /** Port 443 of the service's own hosts need not lead to the edges. */
  private List<AcmeSettings.ChallengeType> challenges() {
    return host instanceof ServiceHost
        ? List.of(AcmeSettings.ChallengeType.HTTP_01)
        : settings.challenges();
  }

  /** The order's own error may be that of an authorization, or tell less than that does. */
  private NotIssued invalid(Order order) throws AcmeException {
    try {
      for (Authorization authorization : order.getAuthorizations()) {
        authorization.fetch();
        if (authorization.getStatus() != Status.VALID) {
          return problems.ofAuthorization(host, authorization);
        }
      }
    } catch (AcmeServerException e) {
      // Forgotten with the order, which says enough.
      return problems.ofOrder(host, order);
    }
    return problems.ofOrder(host, order);
  }

  private CertificateChain chain(Certificate certificate) throws AcmeException {
    certificate.download();
    try {
      return CertificateChain.of(certificate.getCertificateChain());
    } catch (IllegalArgumentException e) {
      throw NotIssued.wrong(host, "its chain is broken: " + e.getMessage());
    }
  }

  private static Duration pause(Optional<Instant> again) {
    return again
        .map(at -> Duration.between(Clock.systemUTC().instant(), at))
        .filter(pause -> pause.compareTo(PAUSE) > 0)
        .orElse(PAUSE);
  }

  private static URL url(String text) {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("A stored order is no URL: " + text, e);
    }
  }
}
