package net.hostedmtasts.controlplane.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * What an authority is asked for: one policy host, and a certification request (RFC 2986) signed
 * with its key. The name is in the subject alternative name only: policy hosts are longer than the
 * 64 characters of a common name, and clients ignore it (RFC 8461, section 3.3).
 */
public final class CertificateRequest {
  private static final X500Name NO_SUBJECT = new X500Name(new RDN[0]);

  private final CertifiedHost host;
  private final byte[] der;

  private CertificateRequest(CertifiedHost host, byte[] der) {
    this.host = host;
    this.der = der;
  }

  static CertificateRequest sign(CertifiedHost host, KeyPair keys) {
    try {
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host.value())));
      var request =
          new JcaPKCS10CertificationRequestBuilder(NO_SUBJECT, keys.getPublic())
              .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
      return new CertificateRequest(host, request.getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("A certification request could not be made", e);
    }
  }

  /** A request as it was kept. */
  public static CertificateRequest stored(CertifiedHost host, byte[] der) {
    return new CertificateRequest(host, der.clone());
  }

  /** The policy host that the certificate is for. */
  public CertifiedHost host() {
    return host;
  }

  /** The request in DER, as ACME wants it (RFC 8555, section 7.4). */
  public byte[] der() {
    return der.clone();
  }

  /** The key that the certificate is for; not proven, which spares one of our own a check. */
  PublicKey publicKey() {
    try {
      return new JcaPKCS10CertificationRequest(der).getPublicKey();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("A certification request cannot be read", e);
    }
  }

  /**
   * The key that the certificate is for.
   *
   * @throws NotIssued when the request is not signed with that key's private half
   */
  public PublicKey provenKey() {
    try {
      JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
      PublicKey key = publicKey();
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw NotIssued.refused(host, "the request is not signed with its own key");
      }
      return key;
    } catch (IOException | OperatorCreationException | PKCSException e) {
      throw new IllegalStateException("A certification request cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return "CertificateRequest[" + host.value() + "]";
  }
}
