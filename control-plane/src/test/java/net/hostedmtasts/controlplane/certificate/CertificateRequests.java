package net.hostedmtasts.controlplane.certificate;

import java.security.KeyPair;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/** Requests for the tests of other packages. */
public final class CertificateRequests {
  private CertificateRequests() {}

  /** A request with a key that nobody keeps. */
  public static CertificateRequest of(PolicyHost host) {
    return sign(host, EcdsaKeys.make());
  }

  /** A request with this key. */
  public static CertificateRequest sign(PolicyHost host, KeyPair keys) {
    return CertificateRequest.sign(host, keys);
  }

  /** A new key for a policy host. */
  public static KeyPair keys() {
    return EcdsaKeys.make();
  }
}
