package net.hostedmtasts.controlplane.certificate.local;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.CertificateChain;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedKey;

/** The local authority as it is kept: certificates, and their keys under the key-encryption key. */
@Entity
@Table(name = "local_authority")
class AuthorityRow {
  static final short ONLY = 1;

  @Id private short id;

  @Column(name = "root_certificate")
  private String rootCertificate;

  @Column(name = "root_key")
  private String rootKey;

  @Column(name = "intermediate_certificate")
  private String intermediateCertificate;

  @Column(name = "intermediate_key")
  private String intermediateKey;

  @Column(name = "key_id")
  private String keyId;

  @Column(name = "created_at")
  private Instant createdAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AuthorityRow() {}

  AuthorityRow(
      CertificateChain root,
      SealedKey rootKey,
      CertificateChain intermediate,
      SealedKey intermediateKey,
      Instant now) {
    this.id = ONLY;
    this.rootCertificate = root.pem();
    this.rootKey = rootKey.ciphertext();
    this.intermediateCertificate = intermediate.pem();
    this.intermediateKey = intermediateKey.ciphertext();
    this.keyId = rootKey.keyId();
    this.createdAt = now;
  }

  String rootPem() {
    return rootCertificate;
  }

  SealedKey rootKey() {
    return new SealedKey(keyId, rootKey);
  }

  CertificateChain intermediate() {
    return new CertificateChain(intermediateCertificate);
  }

  SealedKey intermediateKey() {
    return new SealedKey(keyId, intermediateKey);
  }

  /** Whether a replaced key had sealed it. */
  boolean sealAgain(KeyEncryption atRest) {
    if (!atRest.replacedKeyIds().contains(keyId)) {
      return false;
    }
    SealedKey root = atRest.again(rootKey(), Signer.ROOT);
    SealedKey below = atRest.again(intermediateKey(), Signer.INTERMEDIATE);
    rootKey = root.ciphertext();
    intermediateKey = below.ciphertext();
    keyId = atRest.keyId();
    return true;
  }

  Instant createdAt() {
    return createdAt;
  }

  @Override
  public String toString() {
    return "AuthorityRow[since " + createdAt + "]";
  }
}
