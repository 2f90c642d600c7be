package net.hostedmtasts.controlplane.certificate;

import java.security.KeyPair;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedKey;

/**
 * The key of a policy host: ECDSA P-256, made here, sealed at once and opened only to be sealed
 * again for the edges.
 */
final class HostKey {
  private HostKey() {}

  static SealedKey seal(KeyEncryption atRest, CertifiedHost host, KeyPair keys) {
    return atRest.seal(keys.getPrivate().getEncoded(), owner(host));
  }

  static byte[] open(KeyEncryption atRest, CertifiedHost host, SealedKey sealed) {
    return atRest.open(sealed, owner(host));
  }

  private static String owner(CertifiedHost host) {
    return owner(host.value());
  }

  /** Whom the sealed key of this policy host belongs to. */
  static String owner(String host) {
    return "policy-host " + host;
  }
}
