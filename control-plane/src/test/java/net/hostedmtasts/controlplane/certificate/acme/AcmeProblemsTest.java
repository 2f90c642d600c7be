package net.hostedmtasts.controlplane.certificate.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.NotIssued.Reason;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.toolbox.JSON;

/** What an authority's problem documents mean (RFC 8555, section 6.7). */
class AcmeProblemsTest {
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private final AcmeProblems problems = new AcmeProblems();

  private static Problem problem(String type, String detail) throws MalformedURLException {
    return new Problem(
        JSON.parse(
            "{\"type\": \"urn:ietf:params:acme:error:"
                + type
                + "\", \"detail\": \""
                + detail
                + "\"}"),
        URI.create("https://ca.example/").toURL());
  }

  @ParameterizedTest(name = "{0} ({1}) to a request means {2}")
  @CsvSource({
    "caa, CAA record for mta-sts.example.com prevents issuance, CAA_FORBIDS",
    "unauthorized, Account is not valid: it has status deactivated, ACCOUNT",
    "rateLimited, too many certificates already issued, RATE_LIMITED",
    "rateLimited, Your account is temporarily prevented: issuance is paused, PAUSED",
    "accountDoesNotExist, unknown, ACCOUNT",
    "externalAccountRequired, needed, ACCOUNT",
    "userActionRequired, new terms, ACCOUNT",
    "serverInternal, sorry, UNAVAILABLE",
    "badNonce, again, UNAVAILABLE",
    "rejectedIdentifier, forbidden by policy, REFUSED",
    "malformed, cannot be read, REFUSED",
    "badCSR, key too weak, REFUSED",
    "somethingNew, of another time, REFUSED"
  })
  void a_problem_means(String type, String detail, Reason reason) throws Exception {
    NotIssued why = problems.read(HOST, new AcmeServerException(problem(type, detail)));
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.detail()).contains(type).contains(detail);
    assertThat(why.orderIsOver()).isFalse();
  }

  /** RFC 8555, section 8.2: the error of a challenge is what the authority saw of the host. */
  @ParameterizedTest(name = "{0} ({1}) of a challenge means {2}")
  @CsvSource({
    "connection, Timeout during connect, CHALLENGE_FAILED",
    "unauthorized, Invalid response, CHALLENGE_FAILED",
    "incorrectResponse, wrong, CHALLENGE_FAILED",
    "tls, handshake failure, CHALLENGE_FAILED",
    "dns, NXDOMAIN, NOT_RESOLVED",
    "caa, CAA record for mta-sts.example.com prevents issuance, CAA_FORBIDS",
    "serverInternal, sorry, UNAVAILABLE"
  })
  void a_challenges_error_means(String type, String detail, Reason reason) throws Exception {
    NotIssued why = problems.ofChallenge(HOST, problem(type, detail));
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.orderIsOver()).as("an authorization is not tried twice").isTrue();
  }

  /** RFC 8555, section 7.4. Boulder checks there whether the authorizations are still valid. */
  @ParameterizedTest(name = "{0} ({1}) to the wish to sign means {2}, and the order is over: {3}")
  @CsvSource({
    "unauthorized, authorizations for these identifiers expired, ORDER_LOST, true",
    "caa, CAA record for mta-sts.example.com prevents issuance, CAA_FORBIDS, true",
    "badCSR, key too weak, REFUSED, true",
    "accountDoesNotExist, unknown, ACCOUNT, true",
    "orderNotReady, it is processing, UNAVAILABLE, false",
    "serverInternal, sorry, UNAVAILABLE, false",
    "rateLimited, busy, RATE_LIMITED, false"
  })
  void a_refused_signature_means(String type, String detail, Reason reason, boolean over)
      throws Exception {
    NotIssued why = problems.ofFinalize(HOST, new AcmeServerException(problem(type, detail)));
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.orderIsOver()).isEqualTo(over);
  }

  @Test
  void an_order_that_is_not_known_any_more_is_over() throws Exception {
    NotIssued why =
        problems.lost(HOST, new AcmeServerException(problem("malformed", "No such order")));
    assertThat(why.reason()).isEqualTo(Reason.ORDER_LOST);
    assertThat(why.orderIsOver()).isTrue();
    assertThat(why.detail()).contains("No such order");
  }

  /** The operator has to see to a deactivated account, no owner of a domain. */
  @Test
  void an_owner_is_not_sent_to_the_challenge_where_the_account_is_deactivated() throws Exception {
    NotIssued why =
        problems.read(HOST, new AcmeServerException(problem("unauthorized", "deactivated")));
    assertThat(why.reason().ofAuthority()).as("another authority may sign").isTrue();
    NotIssued told =
        problems.ofAccount(HOST, new AcmeServerException(problem("unauthorized", "deactivated")));
    assertThat(told.reason()).isEqualTo(Reason.ACCOUNT);
    assertThat(told.detail()).contains("operator");
  }

  @Test
  void a_limits_retry_after_is_kept() throws Exception {
    Instant later = Instant.parse("2026-11-24T09:00:00Z");
    NotIssued why =
        problems.read(
            HOST, new AcmeRateLimitedException(problem("rateLimited", "wait"), later, List.of()));
    assertThat(why.retryAt()).contains(later);
    assertThat(why.reason()).isEqualTo(Reason.RATE_LIMITED);
  }

  @Test
  void an_authority_that_cannot_be_reached_is_away_and_nothing_is_said_of_the_name() {
    NotIssued why =
        problems.read(HOST, new AcmeNetworkException(new java.io.IOException("connect timed out")));
    assertThat(why.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(why.getMessage()).endsWith("it cannot be reached");
  }

  @Test
  void a_page_of_maintenance_in_place_of_json_is_an_authority_that_is_away() {
    NotIssued why =
        problems.read(
            HOST, AcmeConnections.unreadable(new AcmeProtocolException("Bad JSON: <html>")));
    assertThat(why.reason()).isEqualTo(Reason.UNAVAILABLE);
  }
}
