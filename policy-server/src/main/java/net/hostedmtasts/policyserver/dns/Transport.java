package net.hostedmtasts.policyserver.dns;

/** How a message came, and so how large its answer may be. */
enum Transport {
  UDP {
    @Override
    int limit(DnsQuery query) {
      return query.maxUdpSize();
    }
  },
  TCP {
    @Override
    int limit(DnsQuery query) {
      return 65_535;
    }
  };

  /** Octets of the answer. */
  abstract int limit(DnsQuery query);
}
