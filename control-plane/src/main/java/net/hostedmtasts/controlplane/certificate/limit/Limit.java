package net.hostedmtasts.controlplane.certificate.limit;

import java.time.Duration;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;

/**
 * What an authority allows in a time (INTEROP, section 8). Each knows the uses that count, by when
 * they count no more.
 */
enum Limit {
  /** A name that has had a certificate is renewed, which counts neither here nor for its domain. */
  ACCOUNT(
      Duration.ofHours(3),
      "select u.at + interval '3 hours' as free from authority_use u, asked a"
          + " where u.authority = a.authority and u.kind = 'ORDER'"
          + " and u.at > a.now - interval '3 hours'"
          + Limit.NO_RENEWAL),
  /** An order at work may become a certificate: it counts for an hour, or until it is one. */
  DOMAIN(
      Duration.ofDays(7),
      "select u.at + interval '7 days' as free from authority_use u, asked a"
          + " where u.authority = a.authority and u.kind = 'CERTIFICATE'"
          + " and u.registered_domain = a.domain and u.at > a.now - interval '7 days'"
          + Limit.NO_RENEWAL
          + " union all select u.at + interval '1 hour' from authority_use u, asked a"
          + " where u.authority = a.authority and u.kind = 'ORDER'"
          + " and u.registered_domain = a.domain and u.policy_host <> a.host"
          + " and u.at > a.now - interval '1 hour' and not exists (select from authority_use c"
          + " where c.authority = a.authority and c.kind = 'CERTIFICATE'"
          + " and c.registered_domain = a.domain and c.policy_host = u.policy_host"
          + " and c.at >= u.at)"
          + Limit.NO_RENEWAL),
  NAME(
      Duration.ofDays(7),
      "select u.at + interval '7 days' as free from authority_use u, asked a"
          + " where u.authority = a.authority and u.kind = 'CERTIFICATE'"
          + " and u.registered_domain = a.domain and u.policy_host = a.host"
          + " and u.at > a.now - interval '7 days'"),
  FAILURES(
      Duration.ofHours(1),
      "select u.at + interval '1 hour' as free from authority_use u, asked a"
          + " where u.authority = a.authority and u.kind = 'FAILURE'"
          + " and u.registered_domain = a.domain and u.policy_host = a.host"
          + " and u.at > a.now - interval '1 hour'");

  private static final String NO_RENEWAL =
      " and not exists (select from certificate c"
          + " where c.policy_host = a.host and c.authority = a.authority)";

  private final Duration window;
  private final String uses;

  Limit(Duration window, String uses) {
    this.window = window;
    this.uses = uses;
  }

  /** How long a use counts. */
  Duration window() {
    return window;
  }

  /** Whether others wait for the same room. */
  boolean shared() {
    return this == ACCOUNT || this == DOMAIN;
  }

  int of(AcmeSettings.Limits limits) {
    return switch (this) {
      case ACCOUNT -> limits.ordersPerThreeHours();
      case DOMAIN -> limits.certificatesPerDomainAndWeek();
      case NAME -> limits.certificatesPerNameAndWeek();
      case FAILURES -> limits.failuresPerNameAndHour();
    };
  }

  /**
   * Asks when a use counts no more: of authority {@code $1}, host {@code $2}, time {@code $3},
   * registered domain {@code $4}, the one after {@code $5} that count longer.
   */
  String query() {
    return "with asked as (select $1::text as authority, $2::text as host,"
        + " $3::timestamptz as now, $4::text as domain) select free from ("
        + uses
        + ") uses order by free desc offset $5::bigint limit 1";
  }
}
