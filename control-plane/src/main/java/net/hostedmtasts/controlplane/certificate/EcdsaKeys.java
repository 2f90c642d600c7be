package net.hostedmtasts.controlplane.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** Key pairs for ECDSA with P-256, which every authority and every sending MTA takes. */
public final class EcdsaKeys {
  /** The curve, as Java and Bouncy Castle name it. */
  public static final String CURVE = "secp256r1";

  private EcdsaKeys() {}

  /** A new pair. Takes some 100 µs: for worker threads. */
  public static KeyPair make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }
}
