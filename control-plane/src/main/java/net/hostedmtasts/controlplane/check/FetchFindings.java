package net.hostedmtasts.controlplane.check;

import java.net.Inet6Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.outside.CertificateFacts;
import net.hostedmtasts.controlplane.outside.CertificateProblem;
import net.hostedmtasts.controlplane.outside.Connection;
import net.hostedmtasts.controlplane.outside.FetchResult;
import net.hostedmtasts.controlplane.outside.FetchResult.HandshakeProblem;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a policy fetched as a sending MTA does it (RFC 8461, section 3.3).
 *
 * @param host the policy host
 * @param document that it should answer
 */
record FetchFindings(String host, String document, Instant now) {
  /** The shortest time that a sending MTA is known to wait, handshake included. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

  private static final int OK = 200;
  private static final String MEDIA_TYPE = "text/plain";
  private static final int WARN_AT = 4;
  private static final int ALARM_AT = 10;

  List<Finding> of(List<FetchResult> fetches) {
    boolean anyConnected =
        fetches.stream().anyMatch(fetch -> !(fetch instanceof FetchResult.NotConnected));
    List<Finding> findings = new ArrayList<>();
    for (FetchResult fetch : fetches) {
      findings.addAll(of(fetch, anyConnected));
      if (fetch.took().compareTo(SHORTEST_WAIT) > 0) {
        findings.add(
            finding(
                FindingCode.POLICY_SLOW,
                SHORTEST_WAIT.toSeconds() + " s",
                fetch,
                fetch.took().toMillis() + " ms"));
      }
    }
    return onePerCode(findings);
  }

  private List<Finding> of(FetchResult fetch, boolean anyConnected) {
    if (fetch instanceof FetchResult.NotConnected none) {
      boolean onlyV6 = anyConnected && none.address() instanceof Inet6Address;
      Finding finding =
          finding(
              onlyV6 ? FindingCode.IPV6_NOT_ANSWERING : FindingCode.POLICY_UNREACHABLE,
              null,
              fetch,
              none.detail().isEmpty() ? text(none.reason()) : none.detail());
      // This host may have no IPv6 itself: then it is not known, which is not "broken".
      boolean noWay = onlyV6 && none.reason() == Connection.Reason.UNREACHABLE;
      return List.of(noWay ? notProbed(finding) : finding);
    }
    if (fetch instanceof FetchResult.NoHandshake none) {
      return List.of(
          finding(
              none.problem() == HandshakeProblem.ALERT
                  ? FindingCode.CERTIFICATE_MISSING
                  : FindingCode.POLICY_UNREACHABLE,
              null,
              fetch,
              none.detail()));
    }
    if (fetch instanceof FetchResult.BadCertificate bad) {
      return bad.problems().stream().map(problem -> certificate(bad, problem)).toList();
    }
    if (fetch instanceof FetchResult.NoResponse none) {
      return List.of(finding(FindingCode.POLICY_UNREACHABLE, null, fetch, none.detail()));
    }
    return response((FetchResult.Response) fetch);
  }

  private Finding notProbed(Finding finding) {
    return finding
        .as(Severity.INFO)
        .advising(
            "Nothing has to be done: the IPv6 address "
                + finding.found().get(0).server()
                + " of "
                + host
                + " was not probed, because this instance has no way to it.");
  }

  private Finding certificate(FetchResult.BadCertificate bad, CertificateProblem problem) {
    CertificateFacts facts = bad.certificate();
    return switch (problem) {
      case WRONG_NAME ->
          finding(FindingCode.CERTIFICATE_WRONG_NAME, host, bad, String.join(", ", facts.names()));
      case EXPIRED ->
          finding(FindingCode.CERTIFICATE_UNTRUSTED, host, bad, "expired at " + facts.notAfter());
      case NOT_YET_VALID ->
          finding(FindingCode.CERTIFICATE_UNTRUSTED, host, bad, "valid from " + facts.notBefore());
      case UNTRUSTED ->
          finding(FindingCode.CERTIFICATE_UNTRUSTED, host, bad, "issued by " + facts.issuer());
    };
  }

  private List<Finding> response(FetchResult.Response response) {
    List<Finding> findings = new ArrayList<>();
    String status = Integer.toString(response.status());
    if (response.location().isPresent() && response.status() / 100 == 3) {
      findings.add(finding(FindingCode.POLICY_REDIRECT, null, response, response.location().get()));
    } else if (response.status() != OK) {
      findings.add(finding(FindingCode.POLICY_STATUS, Integer.toString(OK), response, status));
    } else {
      if (!response.mediaType().equals(Optional.of(MEDIA_TYPE))) {
        findings.add(
            finding(
                FindingCode.POLICY_MEDIA_TYPE,
                MEDIA_TYPE,
                response,
                response.contentType().orElse("none")));
      }
      if (!response.body().text().equals(document)) {
        findings.add(
            finding(FindingCode.POLICY_BODY_DIFFERS, document, response, response.body().text()));
      }
    }
    expiring(response).ifPresent(findings::add);
    return findings;
  }

  /** A quarter of its life is left, or a tenth: renewal should have come long before. */
  private Optional<Finding> expiring(FetchResult.Response response) {
    CertificateFacts facts = response.certificate();
    Duration life = Duration.between(facts.notBefore(), facts.notAfter());
    Duration left = Duration.between(now, facts.notAfter());
    if (left.multipliedBy(WARN_AT).compareTo(life) > 0) {
      return Optional.empty();
    }
    Finding finding =
        finding(FindingCode.CERTIFICATE_EXPIRING, null, response, facts.notAfter().toString());
    boolean alarm = left.multipliedBy(ALARM_AT).compareTo(life) <= 0;
    return Optional.of(alarm ? finding.as(Severity.ERROR) : finding);
  }

  private Finding finding(
      FindingCode code, @Nullable String expected, FetchResult fetch, String value) {
    String server = fetch.address().getHostAddress();
    return Finding.of(code, host, expected, List.of(Found.at(now, server, value)));
  }

  /** The same from several addresses is one finding. */
  private static List<Finding> onePerCode(List<Finding> all) {
    return all.stream()
        .collect(Collectors.groupingBy(Finding::code, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(FetchFindings::merged)
        .toList();
  }

  private static Finding merged(List<Finding> same) {
    Finding first = same.get(0);
    Severity worst =
        same.stream().map(Finding::severity).min(Severity::compareTo).orElse(first.severity());
    Finding all =
        Finding.of(
                first.code(),
                first.subject(),
                first.expected(),
                same.stream().flatMap(one -> one.found().stream()).toList())
            .as(worst);
    // What is only said has a sentence of its own.
    return worst == Severity.INFO ? all.advising(first.advice()) : all;
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
