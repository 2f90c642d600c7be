package net.hostedmtasts.controlplane.certificate;

import java.security.KeyPair;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedKey;

/** A request for a certificate, and the sealed key that it is signed with. */
public record NewKey(CertificateRequest request, SealedKey key) {

  /** Makes a key for the host. Takes some 300 µs: for worker threads. */
  public static NewKey of(CertifiedHost host, KeyEncryption atRest) {
    KeyPair keys = EcdsaKeys.make();
    return new NewKey(CertificateRequest.sign(host, keys), HostKey.seal(atRest, host, keys));
  }
}
