package net.hostedmtasts.controlplane.certificate;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;

/** Opens private keys of the service's own hosts. Those of policy hosts are for the edges alone. */
@Singleton
public final class ServiceHostKeys {
  private final KeyEncryption atRest;

  ServiceHostKeys(KeyEncryption atRest) {
    this.atRest = atRest;
  }

  /**
   * The key of this certificate.
   *
   * @throws IllegalArgumentException for a policy host's
   * @throws net.hostedmtasts.controlplane.sealing.CannotOpen when it was sealed with another key
   */
  public PrivateKey open(IssuedCertificate certificate) {
    if (!(certificate.host() instanceof ServiceHost)) {
      throw new IllegalArgumentException(certificate.host() + " is a policy host");
    }
    byte[] pkcs8 = HostKey.open(atRest, certificate.host(), certificate.sealedKey());
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key that was made here cannot be read", e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }
}
