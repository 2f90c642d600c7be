package net.hostedmtasts.policyserver.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation certificates as Java and Bouncy Castle read them (RFC 8737, section 3). */
class ValidationCertificatesTest {
  private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";
  private static final String AUTHORIZATION = "token.thumb-print";
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:00Z");

  private static ValidationCertificates at(Instant now) {
    return new ValidationCertificates(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static X509Certificate made(String host) {
    return at(NOW).make(host, AUTHORIZATION);
  }

  @Test
  void it_is_signed_by_its_own_key_which_is_p_256() throws Exception {
    ValidationCertificates certificates = at(NOW);
    X509Certificate made = certificates.make("mta-sts.example.com", AUTHORIZATION);
    made.verify(made.getPublicKey());
    assertThat(made.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(((ECPublicKey) made.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(made.getIssuerX500Principal()).isEqualTo(made.getSubjectX500Principal());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(certificates.key());
    byte[] signed = signature.sign();
    signature.initVerify(made);
    assertThat(signature.verify(signed))
        .as("the key given out is that of the certificate")
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "mta-sts.a",
        "mta-sts.example.com",
        "mta-sts.xn--bcher-kva.example",
        "mta-sts.under_score.example",
        "mta-sts.0123456789012345678901234567890123456789012345678901234567890.example",
        "mta-sts.0123456789012345678901234567890123456789012345678901234567890.0123456789012345678901234567890123456789012345678901234567890.0123456789012345678901234567890123456789012345678901234567890.01234567890123456789012345678901234567890123456789012.abcd"
      })
  void its_only_name_is_the_host(String host) throws Exception {
    X509Certificate made = made(host);
    assertThat(made.getSubjectAlternativeNames()).containsExactly(List.of(2, host));
    assertThat(made.getVersion()).isEqualTo(3);
    assertThat(made.getBasicConstraints()).as("no authority").isEqualTo(-1);
  }

  @Test
  void the_critical_extension_holds_the_digest_of_the_key_authorization() throws Exception {
    X509Certificate made = made("mta-sts.example.com");
    assertThat(made.getCriticalExtensionOIDs()).containsExactly(ACME_IDENTIFIER);
    assertThat(made.getNonCriticalExtensionOIDs()).containsExactly("2.5.29.17");
    byte[] inner = ASN1OctetString.getInstance(made.getExtensionValue(ACME_IDENTIFIER)).getOctets();
    assertThat(ASN1OctetString.getInstance(ASN1Primitive.fromByteArray(inner)).getOctets())
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(AUTHORIZATION.getBytes(US_ASCII)));
  }

  @Test
  void its_encoding_is_der() throws Exception {
    byte[] encoded = made("mta-sts.example.com").getEncoded();
    assertThat(Certificate.getInstance(ASN1Primitive.fromByteArray(encoded)).getEncoded("DER"))
        .isEqualTo(encoded);
  }

  @ParameterizedTest(name = "at {0}")
  @ValueSource(strings = {"2026-11-24T10:15:00Z", "2049-12-31T12:00:00Z", "2061-01-01T00:00:00Z"})
  void it_is_valid_around_the_time_it_is_made(Instant now) throws Exception {
    X509Certificate made = at(now).make("mta-sts.example.com", AUTHORIZATION);
    made.checkValidity(Date.from(now));
    assertThat(made.getNotBefore().toInstant()).isEqualTo(now.minus(Duration.ofDays(1)));
    assertThat(made.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(1)));
    assertThat(Certificate.getInstance(made.getEncoded()).getEncoded("DER"))
        .isEqualTo(made.getEncoded());
  }

  @Test
  void serial_numbers_are_positive_and_differ() {
    ValidationCertificates certificates = at(NOW);
    Set<BigInteger> serials = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      serials.add(certificates.make("mta-sts.example.com", AUTHORIZATION).getSerialNumber());
    }
    assertThat(serials).hasSize(100).allMatch(serial -> serial.signum() > 0);
  }
}
