package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.outside.CertificateFacts;
import net.hostedmtasts.controlplane.outside.CertificateProblem;
import net.hostedmtasts.controlplane.outside.Connection;
import net.hostedmtasts.controlplane.outside.FetchResult;
import net.hostedmtasts.controlplane.outside.FetchResult.HandshakeProblem;
import net.hostedmtasts.controlplane.outside.FetchResult.ResponseProblem;
import net.hostedmtasts.controlplane.outside.Fetched;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sending MTA gets (RFC 8461, section 3.3). */
class FetchFindingsTest {
  private static final String HOST = "mta-sts.example.com";
  private static final String DOCUMENT = "version: STSv1\r\nmode: none\r\n";
  private static final InetAddress V4 = Addresses.of(192, 0, 2, 1);
  private static final InetAddress V6 = Addresses.v6();
  private static final Duration QUICK = Duration.ofMillis(80);
  private static final CertificateFacts GOOD =
      Fetched.certificate(HOST, Dns.NOW.plus(Duration.ofDays(60)));

  private static List<Finding> findings(FetchResult... fetches) {
    return new FetchFindings(HOST, DOCUMENT, Dns.NOW).of(List.of(fetches));
  }

  private static String codes(FetchResult... fetches) {
    return findings(fetches).stream()
        .map(one -> one.code().value())
        .collect(Collectors.joining(" "));
  }

  private static FetchResult good(InetAddress address) {
    return Fetched.response(address, 200, "text/plain", DOCUMENT, GOOD);
  }

  private static FetchResult notConnected(InetAddress address) {
    return new FetchResult.NotConnected(address, QUICK, Connection.Reason.REFUSED, "");
  }

  @ParameterizedTest(name = "{0} {1} \"{2}\": {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | text/plain                | same  |                      | as it should be
          200 | TEXT/plain; charset=utf-8 | same  |                      | parameters and case do not count
          200 | text/html                 | same  | policy-media-type    | senders refuse it
          200 | text/plain                | other | policy-body-differs  | another document
          200 | text/html                 | other | policy-media-type policy-body-differs | both
          404 | text/plain                | other | policy-status        | only 200 counts
          204 | text/plain                | same  | policy-status        | also of those that succeed
          500 | text/html                 | other | policy-status        | and nothing else is said of it
          """)
  void an_answer_is(int status, String type, String body, @Nullable String codes, String why) {
    assertThat(
            codes(
                Fetched.response(
                    V4, status, type, body.equals("same") ? DOCUMENT : "version: other", GOOD)))
        .as(why)
        .isEqualTo(codes == null ? "" : codes);
  }

  @Test
  void a_redirect_is_told_as_such_with_where_it_leads() {
    FetchResult redirect =
        new FetchResult.Response(
            V4,
            QUICK,
            301,
            Optional.of("https://www.example.com/"),
            Optional.empty(),
            ((FetchResult.Response) good(V4)).body(),
            GOOD);
    assertThat(codes(redirect)).isEqualTo("policy-redirect");
    assertThat(findings(redirect).get(0).found().get(0).value())
        .isEqualTo("https://www.example.com/");
  }

  @Test
  void without_any_connection_the_policy_is_unreachable_once() {
    assertThat(codes(notConnected(V4))).isEqualTo("policy-unreachable");
    assertThat(codes(notConnected(V4), notConnected(V6))).isEqualTo("policy-unreachable");
    assertThat(findings(notConnected(V4), notConnected(V6)).get(0).found()).hasSize(2);
  }

  @Test
  void an_ipv6_address_alone_that_does_not_answer_is_told_as_such() {
    assertThat(codes(good(V4), notConnected(V6))).isEqualTo("ipv6-not-answering");
    assertThat(codes(notConnected(V4), good(V6))).isEqualTo("policy-unreachable");
  }

  /** Then this host may have no IPv6 itself. */
  @Test
  void without_a_way_to_an_ipv6_address_it_is_only_said() {
    FetchResult noWay = new FetchResult.NotConnected(V6, QUICK, Connection.Reason.UNREACHABLE, "");
    assertThat(findings(good(V4), noWay).get(0).severity()).isEqualTo(Severity.INFO);
    assertThat(findings(good(V4), noWay).get(0).advice()).contains("was not probed");
    assertThat(findings(good(V4), notConnected(V6)).get(0).severity()).isEqualTo(Severity.ERROR);
  }

  @ParameterizedTest
  @EnumSource(HandshakeProblem.class)
  void without_a_handshake_only_an_alert_is_a_missing_certificate(HandshakeProblem problem) {
    FetchResult fetch = new FetchResult.NoHandshake(V4, QUICK, problem, "x", Optional.empty());
    assertThat(codes(fetch))
        .isEqualTo(
            problem == HandshakeProblem.ALERT ? "certificate-missing" : "policy-unreachable");
  }

  @ParameterizedTest
  @EnumSource(ResponseProblem.class)
  void without_a_whole_answer_the_policy_is_unreachable(ResponseProblem problem) {
    assertThat(codes(new FetchResult.NoResponse(V4, QUICK, problem, "x", GOOD)))
        .isEqualTo("policy-unreachable");
  }

  @Test
  void each_problem_of_a_certificate_is_told() {
    Map<CertificateProblem, String> expected =
        Map.of(
            CertificateProblem.WRONG_NAME, "certificate-wrong-name",
            CertificateProblem.EXPIRED, "certificate-untrusted",
            CertificateProblem.NOT_YET_VALID, "certificate-untrusted",
            CertificateProblem.UNTRUSTED, "certificate-untrusted");
    expected.forEach(
        (problem, code) ->
            assertThat(codes(new FetchResult.BadCertificate(V4, QUICK, Set.of(problem), GOOD)))
                .as("%s", problem)
                .isEqualTo(code));
    assertThat(
            codes(
                new FetchResult.BadCertificate(
                    V4, QUICK, EnumSet.allOf(CertificateProblem.class), GOOD)))
        .contains("certificate-wrong-name", "certificate-untrusted");
  }

  /** Of ninety days: a warning from the last 22.5 on, an error in the last nine. */
  @ParameterizedTest(name = "{0} hours left of 90 days: {1}")
  @CsvSource({"541, ", "540, WARNING", "217, WARNING", "216, ERROR", "1, ERROR"})
  void a_certificate_near_its_end_is_told(int hours, @Nullable Severity severity) {
    Instant end = Dns.NOW.plus(Duration.ofHours(hours));
    List<Finding> found =
        findings(Fetched.response(V4, 200, "text/plain", DOCUMENT, Fetched.certificate(HOST, end)));
    assertThat(found.stream().map(Finding::severity).toList())
        .isEqualTo(severity == null ? List.of() : List.of(severity));
  }

  @Test
  void of_two_addresses_the_worse_one_counts() {
    FetchResult soon =
        Fetched.response(
            V4,
            200,
            "text/plain",
            DOCUMENT,
            Fetched.certificate(HOST, Dns.NOW.plus(Duration.ofDays(20))));
    FetchResult now =
        Fetched.response(
            V6,
            200,
            "text/plain",
            DOCUMENT,
            Fetched.certificate(HOST, Dns.NOW.plus(Duration.ofDays(1))));
    assertThat(findings(soon, now)).hasSize(1);
    assertThat(findings(soon, now).get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(findings(now, soon).get(0).severity()).isEqualTo(Severity.ERROR);
  }

  @ParameterizedTest(name = "{0} ms: slow {1}")
  @CsvSource({"2000, false", "2001, true"})
  void an_answer_after_the_shortest_wait_of_senders_is_slow(int millis, boolean slow) {
    FetchResult.Response quick = (FetchResult.Response) good(V4);
    FetchResult fetch =
        new FetchResult.Response(
            V4,
            Duration.ofMillis(millis),
            200,
            Optional.empty(),
            quick.contentType(),
            quick.body(),
            GOOD);
    assertThat(codes(fetch)).isEqualTo(slow ? "policy-slow" : "");
  }
}
