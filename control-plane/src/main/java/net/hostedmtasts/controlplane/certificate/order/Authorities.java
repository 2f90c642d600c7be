package net.hostedmtasts.controlplane.certificate.order;

import java.util.List;
import java.util.Optional;

/**
 * The authorities in the order in which they are asked: the next one where the one before cannot or
 * will not sign, for reasons of its own.
 */
public record Authorities(List<CertificateAuthority> all) {
  public Authorities {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("certificates.authorities names no authority");
    }
    if (all.stream().map(CertificateAuthority::name).distinct().count() < all.size()) {
      // What comes after it could not be told: it would be asked again and again.
      throw new IllegalArgumentException("certificates.authorities names an authority twice");
    }
  }

  /**
   * The authority of an order; the first where it has none yet, or one that is not used any more.
   */
  CertificateAuthority of(Optional<String> name) {
    return all.stream()
        .filter(one -> name.filter(one.name()::equals).isPresent())
        .findFirst()
        .orElse(all.get(0));
  }

  /** Whether there is no other one to go to. */
  boolean alone() {
    return all.size() == 1;
  }

  /** Who is asked first. */
  CertificateAuthority first() {
    return all.get(0);
  }

  /** The authority of that name; empty where it is not used any more. */
  Optional<CertificateAuthority> named(String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** Who is asked after {@code one} did not sign; empty after the last. */
  Optional<CertificateAuthority> after(CertificateAuthority one) {
    int next = all.indexOf(one) + 1;
    return next < all.size() ? Optional.of(all.get(next)) : Optional.empty();
  }

  /** Values of the CAA "issue" records that let all of them sign. */
  public List<String> caaIssue() {
    return all.stream().flatMap(one -> one.caaIssue().stream()).toList();
  }

  /** Whether these values are those of all. */
  public boolean caaKnown() {
    return all.stream().allMatch(CertificateAuthority::caaKnown);
  }
}
