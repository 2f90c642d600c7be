package net.hostedmtasts.controlplane.outside;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What one address of a policy host answered to a sending MTA's request (RFC 8461, section 3.3).
 */
public sealed interface FetchResult {

  /** The one address that was asked. */
  InetAddress address();

  /** From the first packet to the end; a sending MTA may wait less. */
  Duration took();

  /** There was no connection. */
  record NotConnected(InetAddress address, Duration took, Connection.Reason reason, String detail)
      implements FetchResult {}

  /**
   * A connection, but no TLS.
   *
   * @param detail for people: the alert, for example
   * @param certificate where one had come before it failed
   */
  record NoHandshake(
      InetAddress address,
      Duration took,
      HandshakeProblem problem,
      String detail,
      Optional<CertificateFacts> certificate)
      implements FetchResult {}

  /**
   * A certificate that a sending MTA refuses. Nothing was asked.
   *
   * @param problems all that is wrong with it; at least one
   */
  record BadCertificate(
      InetAddress address,
      Duration took,
      Set<CertificateProblem> problems,
      CertificateFacts certificate)
      implements FetchResult {
    public BadCertificate {
      problems = Set.copyOf(problems);
    }
  }

  /**
   * The certificate is good, and no whole answer came.
   *
   * @param detail for people
   */
  record NoResponse(
      InetAddress address,
      Duration took,
      ResponseProblem problem,
      String detail,
      CertificateFacts certificate)
      implements FetchResult {}

  /**
   * A whole answer, whatever its status. Redirects are not followed (RFC 8461, section 3.3).
   *
   * @param location where a redirect leads to, as it came
   * @param contentType the header field, as it came
   */
  record Response(
      InetAddress address,
      Duration took,
      int status,
      Optional<String> location,
      Optional<String> contentType,
      Body body,
      CertificateFacts certificate)
      implements FetchResult {

    /** The media type without its parameters, in lower case; {@code text/plain} is wanted. */
    public Optional<String> mediaType() {
      return contentType.map(MediaTypes::withoutParameters);
    }
  }

  /** Why there is no TLS. */
  enum HandshakeProblem {
    /** The server ended it with an alert, as for a name that it has no certificate for. */
    ALERT,
    /** What answers does not speak TLS. */
    NOT_TLS,
    CLOSED,
    TIMED_OUT,
    /** No version or cipher suite in common, or a message that cannot be read. */
    OTHER
  }

  /** Why there is no answer. */
  enum ResponseProblem {
    TIMED_OUT,
    CLOSED,
    /** Not HTTP/1.1. */
    MALFORMED,
    /** A policy is a few hundred octets: more than 64 KiB is none. */
    TOO_LARGE
  }
}
