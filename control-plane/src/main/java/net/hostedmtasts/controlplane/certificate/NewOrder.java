package net.hostedmtasts.controlplane.certificate;

import java.security.KeyPair;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedKey;

/** An order before it is kept: a request, and the sealed key that it is signed with. */
record NewOrder(CertificateRequest request, SealedKey key) {

  /** Makes a key for the host. Takes some 300 µs: for worker threads. */
  static NewOrder of(PolicyHost host, KeyEncryption atRest) {
    KeyPair keys = HostKey.make();
    return new NewOrder(CertificateRequest.sign(host, keys), HostKey.seal(atRest, host, keys));
  }
}
