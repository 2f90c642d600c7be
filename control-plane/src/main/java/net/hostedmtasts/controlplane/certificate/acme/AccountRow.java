package net.hostedmtasts.controlplane.certificate.acme;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import net.hostedmtasts.controlplane.sealing.SealedKey;
import org.jspecify.annotations.Nullable;

/** The service's account at an authority; its key is sealed. */
@Entity
@Table(name = "acme_account")
class AccountRow {
  @Id private String authority;
  private String directory;

  @Column(name = "sealed_key")
  private String sealedKey;

  @Column(name = "key_id")
  private String keyId;

  private @Nullable String url;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AccountRow() {}

  String directory() {
    return directory;
  }

  SealedKey sealedKey() {
    return new SealedKey(keyId, sealedKey);
  }

  /** The account; empty while the authority has not said it. */
  Optional<String> url() {
    return Optional.ofNullable(url);
  }

  @Override
  public String toString() {
    return "AccountRow[" + authority + ", " + url + "]";
  }
}
