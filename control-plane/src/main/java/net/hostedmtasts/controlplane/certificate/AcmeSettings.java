package net.hostedmtasts.controlplane.certificate;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** One authority that speaks ACME (RFC 8555). Limits default to those of Let's Encrypt. */
public interface AcmeSettings {

  /** Its directory: {@code https}, or {@code http} at a loopback address. */
  URI directory();

  /** Whether the operator agrees to its terms of service; without it no account is made. */
  @WithDefault("false")
  boolean agreeToTerms();

  /** Mail addresses of the operator, for the authority's notices. */
  Optional<List<String>> contacts();

  /** Key identifier of an external account binding (RFC 8555, section 7.3.4). */
  Optional<String> externalAccount();

  /** File with the binding's MAC key in Base64url, at least 32 bytes; a secret. */
  Optional<Path> externalAccountKeyFile();

  /** Profile that is asked for, where the authority has profiles; it has to have this one then. */
  Optional<String> profile();

  /**
   * Its domain name in CAA records; without it, the first one that its directory names (RFC 8555,
   * section 9.7.6).
   */
  Optional<String> caaIdentity();

  /** Challenges in the order in which they are tried. */
  @WithDefault("http-01")
  @NotEmpty
  List<ChallengeType> challenges();

  /** PEM file with the only roots that its directory may be signed by; else public ones. */
  Optional<Path> trust();

  /** Requests on their way to it at the same time. */
  @WithDefault("4")
  @Min(1)
  @Max(32)
  int connections();

  /** For one request, to the last byte of its answer; a step of an order has three times that. */
  @WithDefault("PT15S")
  @DurationMin(seconds = 1)
  @DurationMax(minutes = 2)
  Duration requestTimeout();

  /** How many orders may be begun in a time. */
  Limits limits();

  /** Limits of the authority; reached ones are waited for before it has to refuse. */
  interface Limits {
    /** New orders of this service's account within 3 hours. */
    @WithDefault("300")
    @Min(1)
    int ordersPerThreeHours();

    /** Certificates for names below one registered domain within 7 days. */
    @WithDefault("50")
    @Min(1)
    int certificatesPerDomainAndWeek();

    /** Certificates for the same name within 7 days. */
    @WithDefault("5")
    @Min(1)
    int certificatesPerNameAndWeek();

    /** Failed authorizations of the same name within an hour. */
    @WithDefault("5")
    @Min(1)
    int failuresPerNameAndHour();
  }

  /** A way to show that a policy host is served here. */
  enum ChallengeType {
    /** RFC 8555, section 8.3. */
    HTTP_01("http-01"),
    /** RFC 8737. */
    TLS_ALPN_01("tls-alpn-01");

    private final String value;

    ChallengeType(String value) {
      this.value = value;
    }

    /** As ACME and CAA records write it. */
    public String value() {
      return value;
    }
  }
}
