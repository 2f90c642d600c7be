package net.hostedmtasts.policyserver.report;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import net.hostedmtasts.policyserver.report.KeyFiles.Unusable;

/** A certificate with its chain, and the key that it is for. */
record ServerKey(List<X509Certificate> chain, PrivateKey key) {
  /** Kinds of keys, each with the signature by which key and certificate are compared. */
  private static final Map<String, String> SIGNATURES =
      Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA");

  private static final byte[] SIGNED = {1, 2, 3};

  ServerKey {
    chain = List.copyOf(chain);
  }

  /**
   * @throws Unusable if this is no PEM of one certificate and its key; half of a replacement is no
   *     such thing either
   */
  static ServerKey of(KeyFiles.Content content, Vertx vertx) throws Unusable {
    ServerKey read = parse(content, vertx);
    if (!read.belongsTogether()) {
      throw new Unusable("tls.key-file holds a key that tls.certificate-file is not for");
    }
    return read;
  }

  private static ServerKey parse(KeyFiles.Content content, Vertx vertx) throws Unusable {
    try {
      KeyManager[] managers =
          new PemKeyCertOptions()
              .addCertValue(content.certificate())
              .addKeyValue(content.key())
              .getKeyManagerFactory(vertx)
              .getKeyManagers();
      return Stream.of(managers)
          .filter(X509KeyManager.class::isInstance)
          .map(X509KeyManager.class::cast)
          .flatMap(ServerKey::all)
          .findFirst()
          .orElseThrow();
      // What reads PEM has no exception of its own, and may quote what it has read.
    } catch (Exception e) {
      throw new Unusable(
          "tls.certificate-file and tls.key-file hold no certificate and its EC or RSA key as PEM");
    }
  }

  private static Stream<ServerKey> all(X509KeyManager manager) {
    return SIGNATURES.keySet().stream()
        .flatMap(
            kind -> Stream.ofNullable(manager.getServerAliases(kind, null)).flatMap(Stream::of))
        .map(
            alias ->
                new ServerKey(
                    List.of(Objects.requireNonNull(manager.getCertificateChain(alias))),
                    Objects.requireNonNull(manager.getPrivateKey(alias))));
  }

  private boolean belongsTogether() {
    PublicKey certified = chain.get(0).getPublicKey();
    String algorithm = SIGNATURES.get(key.getAlgorithm());
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(SIGNED);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(SIGNED);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "ServerKey[" + chain.get(0).getSerialNumber().toString(16) + "]";
  }
}
