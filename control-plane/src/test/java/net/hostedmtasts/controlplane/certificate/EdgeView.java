package net.hostedmtasts.controlplane.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A message as an edge reads it: written from deploy/contract/README.md, with nothing of ours. */
record EdgeView(String host, JsonNode value) {

  byte[] privateKey(byte[] edgeKey) throws GeneralSecurityException {
    String associated =
        host + "\n" + value.get("revision").asText() + "\n" + value.get("key_id").asText();
    byte[] sealed = Base64.getDecoder().decode(value.get("sealed_key").asText());
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(edgeKey, "AES"),
        new GCMParameterSpec(128, sealed, 0, 12));
    cipher.updateAAD(associated.getBytes(UTF_8));
    return cipher.doFinal(sealed, 12, sealed.length - 12);
  }

  List<X509Certificate> chain() throws GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    for (JsonNode der : value.get("chain")) {
      byte[] bytes = Base64.getDecoder().decode(der.asText());
      chain.add(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes)));
    }
    return chain;
  }

  /** Whether the private key signs what the leaf's public key accepts. */
  boolean keyFitsLeaf(byte[] pkcs8) throws GeneralSecurityException {
    PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(chain().get(0));
    signature.update((byte) 1);
    return signature.verify(signed);
  }
}
