package net.hostedmtasts.controlplane.certificate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.SealedKey;

/**
 * A certificate that is being ordered: at most one per policy host. Its key is kept before the
 * authority is asked, so an attempt that another instance goes on with asks for the same.
 */
@Entity
@Table(name = "certificate_order")
class CertificateOrder {
  @Id
  @Column(name = "policy_host")
  private String host;

  private byte[] request;

  @Column(name = "sealed_key")
  private String sealedKey;

  @Column(name = "key_id")
  private String keyId;

  private long fence;

  @Column(name = "leased_until")
  private Instant leasedUntil;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected CertificateOrder() {}

  PolicyHost host() {
    return PolicyHost.parse(host);
  }

  CertificateRequest request() {
    return CertificateRequest.stored(host(), request);
  }

  SealedKey sealedKey() {
    return new SealedKey(keyId, sealedKey);
  }

  /** Grows with each attempt: an attempt that lost its lease does not match any more. */
  long fence() {
    return fence;
  }

  @Override
  public String toString() {
    return "CertificateOrder[" + host + ", attempt " + fence + " until " + leasedUntil + "]";
  }
}
