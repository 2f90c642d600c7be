package net.hostedmtasts.controlplane.caa;

import net.hostedmtasts.controlplane.dns.DnsLookup;

/** Searches for the tests of other packages. */
public final class CaaSearches {
  private CaaSearches() {}

  /** One that asks {@code dns}. */
  public static CaaSearch asking(DnsLookup dns) {
    return new CaaSearch(dns);
  }
}
