package net.hostedmtasts.controlplane.certificate.acme;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import net.hostedmtasts.controlplane.certificate.EcdsaKeys;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedKey;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** The key of an account: ECDSA P-256. Whoever has it can order in this service's name. */
final class AccountKey {
  private AccountKey() {}

  static SealedKey make(KeyEncryption atRest, String authority) {
    return atRest.seal(EcdsaKeys.make().getPrivate().getEncoded(), owner(authority));
  }

  static KeyPair open(KeyEncryption atRest, String authority, SealedKey sealed) {
    byte[] pkcs8 = atRest.open(sealed, owner(authority));
    try {
      ECPrivateKey key =
          (ECPrivateKey)
              KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new KeyPair(publicHalf(key), key);
    } catch (GeneralSecurityException e) {
      // Without its cause, whose message may quote the key.
      throw new IllegalStateException("The account key of " + authority + " cannot be read");
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static PublicKey publicHalf(ECPrivateKey key) throws GeneralSecurityException {
    var point =
        CustomNamedCurves.getByName(EcdsaKeys.CURVE).getG().multiply(key.getS()).normalize();
    ECPoint w =
        new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, key.getParams()));
  }

  static String owner(String authority) {
    return "acme-account " + authority;
  }
}
