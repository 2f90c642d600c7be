package net.hostedmtasts.controlplane.certificate.acme;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.NotIssued.Reason;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** What an authority's problem documents mean here (RFC 8555, section 6.7). */
final class AcmeProblems {
  private static final String PREFIX = "urn:ietf:params:acme:error:";

  /**
   * Why a request was not answered as it should be. That this service lacks the authorization
   * ({@code unauthorized}) is said of its account then: an authority answers all requests of a
   * deactivated one so (RFC 8555, section 7.3.6).
   */
  NotIssued read(CertifiedHost host, AcmeException why) {
    if (why instanceof AcmeRateLimitedException limited) {
      return told(host, limited.getProblem(), Reason.ACCOUNT, limited.getRetryAfter());
    }
    if (why instanceof AcmeServerException refused) {
      return told(host, refused.getProblem(), Reason.ACCOUNT, Optional.empty());
    }
    String detail =
        why instanceof AcmeNetworkException
            ? "it cannot be reached"
            : String.valueOf(why.getMessage());
    return NotIssued.because(host, Reason.UNAVAILABLE, detail);
  }

  /**
   * Why there is no account. What would be the owner's fault for an order is the operator's here.
   */
  NotIssued ofAccount(CertifiedHost host, AcmeException why) {
    NotIssued told = read(host, why);
    return isOperators(told)
        ? NotIssued.because(
            host,
            Reason.ACCOUNT,
            "it gives this service no account, which its operator has to see to ("
                + told.detail()
                + ")")
        : told;
  }

  /** What the operator is told of an account that the authority does not give; for the log. */
  static String adviceOnAccount(String name, AcmeException why) {
    if (!(why instanceof AcmeServerException refused)) {
      return "Asked again.";
    }
    String setting = "certificates.acme." + name + ".";
    return switch (type(refused.getProblem())) {
      case "rateLimited", "serverInternal", "badNonce" -> "Asked again.";
      case "userActionRequired" ->
          "Fix: read its terms of service, and set " + setting + "agree-to-terms.";
      default ->
          "Fix: "
              + setting
              + "external-account and the key in the file of "
              + setting
              + "external-account-key-file have to be those that the authority gave out; "
              + setting
              + "agree-to-terms and "
              + setting
              + "contacts have to please it as well.";
    };
  }

  private static boolean isOperators(NotIssued told) {
    return switch (told.reason()) {
      case UNAVAILABLE, RATE_LIMITED, PAUSED -> false;
      case REFUSED,
          ACCOUNT,
          CAA_FORBIDS,
          CHALLENGE_FAILED,
          NOT_RESOLVED,
          NOT_DELEGATED,
          ORDER_LOST,
          WRONG_CERTIFICATE ->
          true;
    };
  }

  /**
   * Why an order was not signed on request. Boulder says {@code unauthorized} where an
   * authorization has run out meanwhile; if it is the account's after all, another order is told
   * so. What is only put off may be signed yet.
   */
  NotIssued ofFinalize(CertifiedHost host, AcmeServerException why) {
    NotIssued told =
        why instanceof AcmeRateLimitedException
            ? read(host, why)
            : told(host, why.getProblem(), Reason.ORDER_LOST, Optional.empty());
    return told.reason() == Reason.UNAVAILABLE || told.reason() == Reason.RATE_LIMITED
        ? told
        : told.andOrderIsOver();
  }

  /** The authority does not know an order that it once gave out. */
  NotIssued lost(CertifiedHost host, AcmeServerException why) {
    return NotIssued.because(
            host,
            Reason.ORDER_LOST,
            "it does not know the order any more (" + text(why.getProblem()) + ")")
        .andOrderIsOver();
  }

  /** Why nothing comes of an order whose authorizations are in order. */
  NotIssued ofOrder(CertifiedHost host, Order order) {
    return order
        .getError()
        .map(problem -> told(host, problem, Reason.ORDER_LOST, Optional.empty()))
        .orElseGet(
            () ->
                NotIssued.because(
                    host, Reason.ORDER_LOST, "the order is " + order.getStatus() + " there"))
        .andOrderIsOver();
  }

  /** Why a challenge is not met: {@code unauthorized} is said of what was found there. */
  NotIssued ofChallenge(CertifiedHost host, Problem problem) {
    return told(host, problem, Reason.CHALLENGE_FAILED, Optional.empty()).andOrderIsOver();
  }

  private static NotIssued told(
      CertifiedHost host, Problem problem, Reason unauthorized, Optional<Instant> retryAt) {
    return NotIssued.until(
        host, reason(problem, unauthorized), text(problem), retryAt.orElse(null));
  }

  private static String text(Problem problem) {
    return type(problem)
        + problem.getDetail().or(problem::getTitle).map(text -> ": " + text).orElse("");
  }

  /** Why the authority did not find what it looked for. */
  NotIssued ofAuthorization(CertifiedHost host, Authorization authorization) {
    return authorization.getChallenges().stream()
        .map(Challenge::getError)
        .flatMap(Optional::stream)
        .findFirst()
        .map(problem -> ofChallenge(host, problem))
        .orElseGet(
            () ->
                NotIssued.because(
                        host,
                        Reason.ORDER_LOST,
                        "the authorization is " + authorization.getStatus() + " there")
                    .andOrderIsOver());
  }

  /** The authority does not know an order that it once gave out. */
  boolean isUnknownOrder(AcmeServerException why) {
    return switch (type(why.getProblem())) {
      case "malformed", "unauthorized" -> true;
      default -> false;
    };
  }

  /** The authority does not take the certificate that an order is to replace. */
  boolean isReplacement(AcmeServerException why) {
    return switch (type(why.getProblem())) {
      case "alreadyReplaced", "malformed", "conflict" -> true;
      default -> false;
    };
  }

  private static Reason reason(Problem problem, Reason unauthorized) {
    return switch (type(problem)) {
      case "caa" -> Reason.CAA_FORBIDS;
      case "unauthorized" -> unauthorized;
      case "connection", "incorrectResponse", "tls" -> Reason.CHALLENGE_FAILED;
      case "dns" -> Reason.NOT_RESOLVED;
      case "rateLimited" -> paused(problem) ? Reason.PAUSED : Reason.RATE_LIMITED;
      case "accountDoesNotExist", "externalAccountRequired", "userActionRequired" -> Reason.ACCOUNT;
      case "serverInternal", "badNonce", "orderNotReady", "alreadyReplaced" -> Reason.UNAVAILABLE;
      default -> Reason.REFUSED;
    };
  }

  /** Let's Encrypt pauses names under the type of a limit, and says so only in words. */
  private static boolean paused(Problem problem) {
    return problem
        .getDetail()
        .filter(text -> text.toLowerCase(Locale.ROOT).contains("paused"))
        .isPresent();
  }

  private static String type(Problem problem) {
    URI type = problem.getType();
    return type.toString().startsWith(PREFIX)
        ? type.toString().substring(PREFIX.length())
        : type.toString();
  }
}
