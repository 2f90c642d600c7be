package net.hostedmtasts.controlplane.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority with a root and an intermediate, that signs whatever a test wants. */
public final class TestCertificates {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Instant now = Instant.now();
  private final KeyPair rootKeys = keys();
  private final KeyPair keys = keys();
  private final X509Certificate root;
  private final X509Certificate intermediate;

  /** A key and the chain that belongs to it, its own certificate first. */
  public record Identity(PrivateKey key, List<X509Certificate> chain) {
    /** Without its intermediate. */
    public Identity alone() {
      return new Identity(key, chain.subList(0, 1));
    }
  }

  public TestCertificates() {
    this.root =
        sign("CN=Test Root", rootKeys, "CN=Test Root", rootKeys, 3650, -3650, List.of(), null);
    this.intermediate =
        sign("CN=Test Root", rootKeys, "CN=Test Intermediate", keys, 3650, -3650, List.of(), null);
  }

  /** The root as a file for {@code check.trust}. */
  public Path rootFile(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("root.pem"),
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(root.getEncoded())
              + "\n-----END CERTIFICATE-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Valid from yesterday for 90 days. */
  public Identity valid(String... names) {
    return from(-1, 90, KeyPurposeId.id_kp_serverAuth, names);
  }

  /** From and until in days from now. */
  public Identity from(int from, int until, KeyPurposeId purpose, String... names) {
    KeyPair own = keys();
    X509Certificate leaf =
        sign(
            "CN=Test Intermediate",
            keys,
            "CN=mta-sts.example.com",
            own,
            until,
            from,
            List.of(names),
            purpose);
    return new Identity(own.getPrivate(), List.of(leaf, intermediate));
  }

  /** Its own issuer. */
  public Identity selfSigned(String name) {
    KeyPair own = keys();
    X509Certificate leaf =
        sign("CN=self", own, "CN=self", own, 90, -1, List.of(name), KeyPurposeId.id_kp_serverAuth);
    return new Identity(own.getPrivate(), List.of(leaf));
  }

  private X509Certificate sign(
      String issuer,
      KeyPair issuerKeys,
      String subject,
      KeyPair subjectKeys,
      int untilDays,
      int fromDays,
      List<String> names,
      @Nullable KeyPurposeId purpose) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(now.plus(DAY.multipliedBy(fromDays)).minusSeconds(60)),
              Date.from(now.plus(DAY.multipliedBy(untilDays))),
              new X500Name(subject),
              subjectKeys.getPublic());
      if (purpose == null) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
      } else {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        if (!names.isEmpty()) {
          builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
        }
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralNames alternatives(List<String> names) {
    List<GeneralName> all = new ArrayList<>();
    for (String name : names) {
      all.add(new GeneralName(GeneralName.dNSName, name));
    }
    return new GeneralNames(
        Stream.concat(Stream.of(new GeneralName(GeneralName.iPAddress, "127.0.0.1")), all.stream())
            .toArray(GeneralName[]::new));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
