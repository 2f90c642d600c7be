package net.hostedmtasts.controlplane.certificate.order;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.certificate.CertificateRequest;
import net.hostedmtasts.controlplane.certificate.NewKey;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.StoredJson;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.sealing.SealedKey;
import org.jspecify.annotations.Nullable;

/** A certificate that is being ordered: at most one order per policy host. */
@Entity
@Table(name = "certificate_order")
class CertificateOrder {
  private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};

  @Id
  @Column(name = "policy_host")
  private String host;

  @Column(name = "due_at")
  private Instant dueAt;

  private byte @Nullable [] request;

  @Column(name = "sealed_key")
  private @Nullable String sealedKey;

  @Column(name = "key_id")
  private @Nullable String keyId;

  private @Nullable String authority;

  @Column(name = "order_url")
  private @Nullable String orderUrl;

  @Column(name = "finalized_at")
  private @Nullable Instant finalizedAt;

  @Column(name = "challenge_type")
  private @Nullable String challengeType;

  private @Nullable String token;

  @Column(name = "key_authorization")
  private @Nullable String keyAuthorization;

  private int failures;

  @Column(name = "challenge_failures")
  private int challengeFailures;

  @Column(name = "failing_since")
  private @Nullable Instant failingSince;

  private String findings;
  private String despite;

  @Column(name = "certificate_id")
  private @Nullable UUID certificateId;

  @Column(name = "next_at")
  private Instant nextAt;

  @Column(name = "not_before")
  private @Nullable Instant notBefore;

  private long claim;

  @Column(name = "claimed_until")
  private @Nullable Instant claimedUntil;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected CertificateOrder() {}

  CertifiedHost host() {
    return CertifiedHost.parse(host);
  }

  /** Since when the certificate is wanted. */
  Instant dueAt() {
    return dueAt;
  }

  Optional<CertificateRequest> request() {
    return Optional.ofNullable(request).map(der -> CertificateRequest.stored(host(), der));
  }

  SealedKey sealedKey() {
    if (keyId == null || sealedKey == null) {
      throw new IllegalStateException("The order of " + host + " has no key yet");
    }
    return new SealedKey(keyId, sealedKey);
  }

  /** The authority whose order it is, where one was asked. */
  Optional<String> authority() {
    return Optional.ofNullable(authority);
  }

  Optional<String> orderUrl() {
    return Optional.ofNullable(orderUrl);
  }

  /** Since when the authority may be signing. */
  Optional<Instant> finalizedAt() {
    return Optional.ofNullable(finalizedAt);
  }

  Optional<Challenge> challenge() {
    return challengeType == null || token == null || keyAuthorization == null
        ? Optional.empty()
        : Optional.of(new Challenge(challengeType, token, keyAuthorization));
  }

  int failures() {
    return failures;
  }

  /** What an owner is told: why it failed or waits, and what it went on without. */
  List<Finding> findings() {
    return Stream.concat(StoredJson.read(findings, FINDINGS).stream(), despite().stream()).toList();
  }

  /** What this attempt, or the last one, went on without. */
  List<Finding> despite() {
    return StoredJson.read(despite, FINDINGS);
  }

  void goOnDespite(List<Finding> missing) {
    despite = StoredJson.write(missing);
  }

  Instant nextAt() {
    return nextAt;
  }

  /** Whether a turn that began with this claim may still write. */
  boolean holds(long turn) {
    return claim == turn && certificateId == null;
  }

  OrderProgress progress(
      Optional<Challenge> answered, boolean told, Optional<X509Certificate> replaces) {
    return new OrderProgress(
        request().orElseThrow(),
        orderUrl(),
        finalizedAt != null,
        answered,
        told,
        replaces,
        challengeFailures);
  }

  void key(NewKey key) {
    request = key.request().der();
    sealedKey = key.key().ciphertext();
    keyId = key.key().keyId();
  }

  void ask(String name) {
    if (!name.equals(authority)) {
      authority = name;
      beginAnew();
    }
  }

  void ordered(String url) {
    beginAnew();
    orderUrl = url;
    waits(List.of());
  }

  void challenged(Challenge challenge) {
    challengeType = challenge.type();
    token = challenge.token();
    keyAuthorization = challenge.keyAuthorization();
  }

  /** From now on the authority may be signing. */
  void finalized(Instant now) {
    finalizedAt = now;
  }

  /** Another order is begun at the authority. */
  void beginAnew() {
    orderUrl = null;
    finalizedAt = null;
    challengeType = null;
    token = null;
    keyAuthorization = null;
  }

  /**
   * An attempt has failed.
   *
   * @param retryAt when the authority allows the next one, where it says so
   */
  void failed(List<Finding> why, Optional<Instant> retryAt, Instant now) {
    notBefore = retryAt.orElse(null);
    failures++;
    failingSince = failingSince == null ? now : failingSince;
    findings = StoredJson.write(why);
  }

  /** The challenge was not answered: the next kind of challenge may be. */
  void challengeFailed() {
    challengeFailures++;
  }

  @Nullable Instant failingSince() {
    return failingSince;
  }

  /** What failed before is told until the certificate is there: it may well fail again. */
  void waits(List<Finding> why) {
    if (failures == 0) {
      findings = StoredJson.write(why);
    }
  }

  /** How far it is, for people. */
  String step() {
    if (certificateId != null) {
      return "issued";
    }
    return orderUrl == null ? "queued" : token == null ? "ordered" : "challenged";
  }

  /** Whether it waits for nothing but its turn. */
  boolean queued(Instant now) {
    return certificateId == null
        && orderUrl == null
        && !nextAt.isAfter(now)
        && (claimedUntil == null || claimedUntil.isBefore(now));
  }

  /** Ends the turn. */
  void next(Instant at) {
    nextAt = at;
    claimedUntil = null;
  }

  void issued(UUID certificate) {
    certificateId = certificate;
    claimedUntil = null;
  }

  @Override
  public String toString() {
    return "CertificateOrder[" + host + ", claim " + claim + "]";
  }
}
