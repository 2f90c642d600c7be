package net.hostedmtasts.policyserver.challenge;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import net.hostedmtasts.policyserver.topic.CurrentTables;

/** The challenges that can be answered over TLS now (RFC 8737). */
@Singleton
public class TlsChallenges {
  private final CurrentTables current;
  private final ChallengeTopic topic;
  private final Clock clock;
  private final ValidationCertificates certificates;

  @Inject
  TlsChallenges(CurrentTables current, ChallengeTopic topic) {
    this(current, topic, Clock.systemUTC());
  }

  TlsChallenges(CurrentTables current, ChallengeTopic topic, Clock clock) {
    this.current = current;
    this.topic = topic;
    this.clock = clock;
    this.certificates = new ValidationCertificates(clock);
    // The first one takes a hundred times as long, and no other handshake is to wait for it.
    certificates.make("mta-sts.example.com", "warm.up");
  }

  /** Whether there may be one. Asked for each connection: nanoseconds. */
  public boolean pending() {
    return current.tables().anyAlias(topic);
  }

  /** Whether there is one for {@code host}. */
  public boolean pending(String host) {
    return newest(host).isPresent();
  }

  /**
   * What answers the newest challenge for {@code host}; empty when there is none. Made at the first
   * call for a challenge, which takes a fraction of a millisecond.
   */
  public Optional<X509Certificate> certificate(String host) {
    return newest(host).map(challenge -> challenge.validation(certificates));
  }

  /** The key of each of these certificates. */
  public PrivateKey key() {
    return certificates.key();
  }

  private Optional<Challenge> newest(String host) {
    return Optional.ofNullable(current.tables().newest(topic, host))
        .filter(challenge -> !challenge.expired(clock.instant()));
  }
}
