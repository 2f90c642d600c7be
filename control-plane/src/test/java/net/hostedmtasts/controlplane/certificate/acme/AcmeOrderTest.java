package net.hostedmtasts.controlplane.certificate.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.CertificateRequests;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.NotIssued.Reason;
import net.hostedmtasts.controlplane.certificate.Settings;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.order.OrderProgress;
import net.hostedmtasts.controlplane.certificate.order.OrderStep;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of an order, as an authority's answers make them (RFC 8555, section 7.4). */
class AcmeOrderTest {
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PROFILES =
      "{\"profiles\": {\"classic\": \"https://ca.example/c\", \"tlsserver\": \"https://ca.example/t\"}}";

  /** The account's: the key authorization of a challenge is made with them. */
  private final KeyPair keys = CertificateRequests.keys();

  private TinyAuthority authority;

  @BeforeEach
  void start() throws IOException {
    authority = new TinyAuthority(PROFILES);
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  @Test
  void the_profile_of_the_settings_is_asked_for() {
    begin("tlsserver");
    assertThat(authority.orders().get(0).path("profile").asText()).isEqualTo("tlsserver");
  }

  @Test
  void without_a_profile_in_the_settings_none_is_asked_for() {
    begin("");
    assertThat(authority.orders().get(0).has("profile")).isFalse();
  }

  @Test
  void a_profile_that_it_does_not_have_is_its_operators_to_see_to() {
    assertThatExceptionOfType(NotIssued.class)
        .isThrownBy(() -> begin("shortlived"))
        .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.ACCOUNT))
        .withMessageContaining("no profile shortlived");
    assertThat(authority.orders()).isEmpty();
  }

  @Test
  void an_authority_without_profiles_is_asked_for_none() throws IOException {
    authority.close();
    authority = new TinyAuthority("{}");
    begin("tlsserver");
    assertThat(authority.orders().get(0).has("profile")).isFalse();
  }

  /** RFC 8555, section 7.3.6: the account's, and not what is found at the policy host. */
  @Test
  void no_new_order_for_a_deactivated_account_is_the_operators_to_see_to() {
    authority.refuses("/new-order", 403, "unauthorized");
    assertThat(failure("", false, "").reason()).isEqualTo(Reason.ACCOUNT);
  }

  @Test
  void an_authority_is_not_asked_to_sign_before_that_is_kept() {
    authority.says("/order", 200, authority.order("ready", ""));
    authority.refuses("/finalize", 500, "serverInternal");
    assertThat(step("", false, authority.url("/order"))).isInstanceOf(OrderStep.Ready.class);

    NotIssued away = failure("", true, authority.url("/order"));
    assertThat(away.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(away.orderIsOver()).as("it may have signed").isFalse();
  }

  @Test
  void an_order_that_is_not_there_any_more_is_over() {
    NotIssued lost = failure("", true, authority.url("/order"));
    assertThat(lost.reason()).isEqualTo(Reason.ORDER_LOST);
    assertThat(lost.orderIsOver()).isTrue();
  }

  /** Pebble puts the challenge's error into the order as well, Boulder into the challenge alone. */
  @ParameterizedTest(name = "authorization {0} ({1}), order''s error {2}: {3}")
  @CsvSource({
    "invalid, unauthorized, unauthorized, CHALLENGE_FAILED",
    "invalid, unauthorized,, CHALLENGE_FAILED",
    "invalid, dns,, NOT_RESOLVED",
    "expired,,, ORDER_LOST",
    "valid,,, ORDER_LOST",
    "valid,, unauthorized, ORDER_LOST",
    "valid,, serverInternal, UNAVAILABLE",
    "valid,, caa, CAA_FORBIDS"
  })
  void an_invalid_order_is_over(
      String status, @Nullable String challenge, @Nullable String error, Reason reason) {
    authority.says(
        "/order",
        200,
        authority.order(
            "invalid", error == null ? "" : ", \"error\": " + TinyAuthority.problem(error)));
    String failed =
        challenge == null
            ? ""
            : "{\"type\": \"http-01\", \"url\": \"%s\", \"status\": \"invalid\", \"token\": \"t\", \"error\": %s}"
                .formatted(authority.url("/challenge"), TinyAuthority.problem(challenge));
    authority.says(
        "/authorization",
        200,
        "{\"status\": \"%s\", \"challenges\": [%s]}".formatted(status, failed));
    NotIssued why = failure("", true, authority.url("/order"));
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.orderIsOver()).isTrue();
  }

  private void challengeIs(String more) {
    String challenge =
        "{\"type\": \"http-01\", \"url\": \"%s\", \"status\": \"pending\", \"token\": \"t\"%s}"
            .formatted(authority.url("/challenge"), more);
    authority.says("/order", 200, authority.order("pending", ""));
    authority.says(
        "/authorization",
        200,
        "{\"status\": \"pending\", \"challenges\": [%s]}".formatted(challenge));
    authority.says("/challenge", 200, challenge);
  }

  private OrderStep shown(Challenge challenge, boolean told) {
    return step("", progress(false, authority.url("/order"), Optional.of(challenge), told));
  }

  /**
   * Boulder leaves a challenge pending while it looks, and each word of it begins another look,
   * which counts as a failure of its own.
   */
  @Test
  void an_authority_is_told_once_that_a_challenge_is_answered() {
    challengeIs("");
    OrderStep asked = step("", false, authority.url("/order"));
    Challenge challenge = ((OrderStep.Answer) asked).challenge();
    assertThat(shown(challenge, false)).isEqualTo(new OrderStep.Told());
    // From now on a word to the challenge fails.
    authority.refuses("/challenge", 403, "rateLimited");
    assertThat(shown(challenge, true)).isInstanceOf(OrderStep.Busy.class);
  }

  /** RFC 8555, section 8.2: some leave it pending with its error, and wait to be told again. */
  @Test
  void a_pending_challenge_with_an_error_has_failed() {
    challengeIs("");
    Challenge challenge = ((OrderStep.Answer) step("", false, authority.url("/order"))).challenge();
    challengeIs(", \"error\": " + TinyAuthority.problem("connection"));
    assertThatExceptionOfType(NotIssued.class)
        .isThrownBy(() -> shown(challenge, true))
        .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.CHALLENGE_FAILED));
  }

  private NotIssued failure(String profile, boolean finalized, String url) {
    try {
      OrderStep step = step(profile, finalized, url);
      throw new AssertionError("It came on: " + step);
    } catch (NotIssued why) {
      return why;
    } catch (AcmeFailure why) {
      return new AcmeProblems().read(HOST, why.why());
    }
  }

  private void begin(String profile) {
    assertThat(step(profile, false, "")).isEqualTo(new OrderStep.Ordered(authority.url("/order")));
  }

  private OrderStep step(String profile, boolean finalized, String url) {
    return step(profile, progress(finalized, url, Optional.empty(), false));
  }

  private static OrderProgress progress(
      boolean finalized, String url, Optional<Challenge> answered, boolean told) {
    return new OrderProgress(
        CertificateRequests.of(HOST),
        Optional.of(url).filter(text -> !text.isEmpty()),
        finalized,
        answered,
        told,
        Optional.empty(),
        0);
  }

  private OrderStep step(String profile, OrderProgress progress) {
    AcmeSettings settings = settings(profile);
    try (AcmeConnections connections = new AcmeConnections("tiny", settings)) {
      return connections
          .call(
              session ->
                  new AcmeOrder(
                          session.login(account(), keys), settings, progress, new AcmeProblems())
                      .next())
          .await()
          .atMost(LIMIT);
    }
  }

  private URL account() {
    try {
      return URI.create(authority.url("/account/1")).toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private AcmeSettings settings(String profile) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "certificates.key-encryption-key-file", "/keys/at-rest",
                "certificates.edge-key-file", "/keys/edge",
                "certificates.acme.tiny.directory", authority.directory().toString()));
    if (!profile.isEmpty()) {
      properties.put("certificates.acme.tiny.profile", profile);
    }
    return Objects.requireNonNull(Settings.of(properties).acme().get("tiny"));
  }
}
