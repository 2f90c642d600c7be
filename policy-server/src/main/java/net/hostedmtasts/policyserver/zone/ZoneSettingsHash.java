package net.hostedmtasts.policyserver.zone;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A hash over what every edge must say alike about the zone. The control-plane compares those of
 * the heartbeats, so that a resolver never hears two stories. Where an edge listens is no part of
 * it.
 */
@Singleton
public class ZoneSettingsHash {
  private final String hex;

  /**
   * @throws InvalidZone if the settings describe no zone
   */
  @Inject
  public ZoneSettingsHash(ZoneSettings settings) {
    this.hex = sha256(describe(Zone.of(settings)));
  }

  /** SHA-256 in lower-case hexadecimal digits. */
  public String hex() {
    return hex;
  }

  // Resolvers do not care in which order addresses come, so neither does the hash.
  private static String describe(Zone zone) {
    return Stream.of(
            zone.name().toString(),
            zone.nameServers().stream()
                .map(server -> server.name() + " " + describe(zone.addressesOf(server)))
                .sorted()
                .collect(Collectors.joining(",")),
            describe(zone.addresses()),
            HexFormat.of().formatHex(zone.soa().rdata().get(0)),
            "ttl " + zone.soa().ttl() + " " + zone.addressTtl() + " " + zone.negativeTtl(),
            zone.dmarcReports() ? "reports" : "")
        .collect(Collectors.joining("\n"));
  }

  private static String describe(Addresses addresses) {
    return describe(addresses.a().rdata()) + "/" + describe(addresses.aaaa().rdata());
  }

  private static String describe(List<byte[]> addresses) {
    return addresses.stream()
        .map(HexFormat.of()::formatHex)
        .sorted()
        .collect(Collectors.joining("+"));
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
