package net.hostedmtasts.standalone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Address;

/**
 * Where a resolver listens, as {@code dns.resolvers} takes it: an IP address, and a port if it is
 * not 53. An IPv6 address before a port is in brackets.
 */
record ResolverAddress(String value) {
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[(?<six>[^]]+)]|(?<four>[^:\\[\\]]+)):(?<port>[0-9]{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  /** Refuses what is no address: a name would have to be looked up at a resolver. */
  ResolverAddress {
    if (!isAddress(value) && !isAddressWithPort(value)) {
      throw new Options.Misunderstood(
          "--resolver must be an IP address, with :PORT if it is not 53 (an IPv6 address then in"
              + " brackets), not "
              + value);
    }
  }

  private static boolean isAddressWithPort(String text) {
    Matcher parts = WITH_PORT.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    int port = Integer.parseInt(parts.group("port"));
    boolean address =
        parts.group("six") == null
            ? is(parts.group("four"), Address.IPv4)
            : is(parts.group("six"), Address.IPv6);
    return address && port > 0 && port <= HIGHEST_PORT;
  }

  private static boolean isAddress(String text) {
    return is(text, Address.IPv4) || is(text, Address.IPv6);
  }

  private static boolean is(String text, int family) {
    return Address.toByteArray(text, family) != null;
  }
}
