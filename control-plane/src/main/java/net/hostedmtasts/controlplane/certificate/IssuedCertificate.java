package net.hostedmtasts.controlplane.certificate;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.sealing.SealedKey;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of a policy host with its sealed private key. Never changed; the next one is
 * another row.
 */
@Entity
@Table(name = "certificate")
public class IssuedCertificate {
  @Id private UUID id;

  @Column(name = "policy_host")
  @Convert(converter = CertifiedHostColumn.class)
  private CertifiedHost host;

  private String serial;
  private String chain;

  @Column(name = "sealed_key")
  private String sealedKey;

  @Column(name = "key_id")
  private String keyId;

  private String authority;

  @Column(name = "not_before")
  private Instant notBefore;

  @Column(name = "not_after")
  private Instant notAfter;

  @Column(name = "renew_at")
  private Instant renewAt;

  @Column(name = "renewal_asked_at")
  private @Nullable Instant renewalAskedAt;

  private boolean newest;

  @Column(name = "created_at")
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected IssuedCertificate() {}

  /**
   * A certificate that was just issued.
   *
   * @param key the sealed private key that it is for
   * @param renewAt when the next one is to be ordered
   */
  public IssuedCertificate(
      CertifiedHost host,
      CertificateChain chain,
      SealedKey key,
      String authority,
      Instant now,
      Instant renewAt) {
    X509Certificate leaf = chain.leaf();
    this.id = UUID.randomUUID();
    this.host = host;
    this.serial = leaf.getSerialNumber().toString(16);
    this.chain = chain.pem();
    this.sealedKey = key.ciphertext();
    this.keyId = key.keyId();
    this.authority = authority;
    this.notBefore = leaf.getNotBefore().toInstant();
    this.notAfter = leaf.getNotAfter().toInstant();
    this.renewAt = renewAt;
    this.renewalAskedAt = now;
    this.newest = true;
    this.createdAt = now;
  }

  /** Names this certificate, never another. */
  public UUID id() {
    return id;
  }

  /** The policy host, its only name. */
  public CertifiedHost host() {
    return host;
  }

  /** The serial number in lower-case hexadecimal digits, without leading zeros. */
  public String serial() {
    return serial;
  }

  /** The chain, without the root. */
  public CertificateChain chain() {
    return new CertificateChain(chain);
  }

  /** Name of the authority that signed it. */
  public String authority() {
    return authority;
  }

  /** The last second of its life. */
  public Instant notAfter() {
    return notAfter;
  }

  /** When the next one is to be ordered. */
  public Instant renewAt() {
    return renewAt;
  }

  /**
   * The authority wants it to be renewed at that time. Whatever it says, the next one is ordered
   * when a quarter of the life is left: a window after the end would let the host go without.
   */
  public void renew(Instant at) {
    Instant latest = lastQuarter();
    renewAt = at.isAfter(latest) ? latest : at;
  }

  /** When a quarter of its life is left, and a next one has to come whatever it costs. */
  public Instant lastQuarter() {
    return notAfter.minus(Duration.between(createdAt, notAfter).dividedBy(4));
  }

  /** When its authority is asked next for a time; null where it says none. */
  public @Nullable Instant renewalAskedAt() {
    return renewalAskedAt;
  }

  /** The authority is asked again then; never where it has nothing to say. */
  public void askForRenewal(@Nullable Instant at) {
    renewalAskedAt = at;
  }

  /** Whether clients accept it at that time (RFC 5280, section 4.1.2.5: both ends included). */
  public boolean inDate(Instant at) {
    return !at.isBefore(notBefore) && !at.isAfter(notAfter);
  }

  /** Whether it is in date, and need not be renewed yet. */
  public boolean fresh(Instant at) {
    return inDate(at) && at.isBefore(renewAt);
  }

  /** Whether the host had no newer one when this was read. */
  boolean newest() {
    return newest;
  }

  /** The private key under its cover. */
  public SealedKey sealedKey() {
    return new SealedKey(keyId, sealedKey);
  }

  @Override
  public String toString() {
    return "IssuedCertificate[" + host + ", serial " + serial + ", until " + notAfter + "]";
  }
}
