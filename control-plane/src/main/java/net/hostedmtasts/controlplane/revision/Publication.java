package net.hostedmtasts.controlplane.revision;

import com.google.common.hash.Hashing;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one key is to show: the desired side, which the publisher compares with the topic. */
@Entity
@Table(name = "publication")
public class Publication {
  @SuppressWarnings("UnusedVariable") // Hibernate's.
  @Id
  private UUID id;

  private String topic;
  private String key;

  @Column(name = "domain_id")
  private @Nullable UUID domainId;

  private long revision;
  private boolean served;
  private String body;

  @Column(name = "observed_revision")
  private @Nullable Long observedRevision;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected Publication() {}

  /** What a key that was never published is to show. */
  static Publication first(PublicationKey key, UUID domain, String body, Instant now) {
    Publication row = new Publication();
    row.id = UUID.randomUUID();
    row.topic = key.topic();
    row.key = key.key();
    row.serve(domain, body, now);
    return row;
  }

  public PublicationKey key() {
    return new PublicationKey(topic, key);
  }

  /**
   * The hosted domain whose owner decides what is shown.
   *
   * @throws IllegalStateException for a key of the service itself
   */
  public UUID domainId() {
    if (domainId == null) {
      throw new IllegalStateException(key + " belongs to no hosted domain");
    }
    return domainId;
  }

  /** Whether the key is that hosted domain's; of null, whether it is the service's own. */
  boolean isOf(@Nullable UUID domain) {
    return Objects.equals(domainId, domain);
  }

  /**
   * Orders what is published under this key, nothing else. Microseconds since 1970 where no clock
   * went back.
   */
  public long revision() {
    return revision;
  }

  /** Whether edges answer from this key; otherwise {@code withdrawn} is shown. */
  public boolean served() {
    return served;
  }

  /** The message without revision and state, as JSON; of a certificate, where to find it. */
  public String body() {
    return body;
  }

  boolean shows(@Nullable UUID domain, String wanted) {
    return served && isOf(domain) && body.equals(wanted);
  }

  void serve(@Nullable UUID domain, String wanted, Instant now) {
    domainId = domain;
    body = wanted;
    served = true;
    takeRevision(now);
  }

  void withdraw(Instant now) {
    served = false;
    body = "{}";
    takeRevision(now);
  }

  void takeRevision(Instant now) {
    long observed = observedRevision == null ? 0 : observedRevision;
    long clock = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    revision = Math.max(clock, Math.max(revision, observed) + 1);
  }

  /** Names the content, so that a republished document can be told from a changed one. */
  String contentHash() {
    return Hashing.sha256().hashString(served + "\n" + body, StandardCharsets.UTF_8).toString();
  }
}
