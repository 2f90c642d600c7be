package net.hostedmtasts.controlplane.certificate.readiness;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.policy.ServiceHost;

/**
 * Challenges that no authority has set: with them the service sees whether port 80 of its own hosts
 * leads to the edges, before an authority is asked for anything.
 */
@Singleton
final class OwnChallenges {
  private static final int BYTES = 16;

  private final Map<ServiceHost, Challenge> all = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  /** The one for this host: the same as long as the process lives. */
  Challenge of(ServiceHost host) {
    return all.computeIfAbsent(host, added -> make());
  }

  /** Says what {@code why} means for a host of the service. */
  static NotIssued leadsElsewhere(ServiceHost host, NotIssued why) {
    return NotIssued.because(
        host,
        why.reason(),
        "port 80 of this name does not lead to the edges' challenge listener, so no authority was"
            + " asked: "
            + why.detail());
  }

  private Challenge make() {
    String token = text();
    return new Challenge("http-01", token, token + "." + text());
  }

  private String text() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
