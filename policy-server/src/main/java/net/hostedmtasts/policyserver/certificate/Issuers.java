package net.hostedmtasts.policyserver.certificate;

import io.netty.handler.ssl.PemX509Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificates behind a host's own one. A handful serves all hosts, so that they are kept once,
 * as PEM.
 */
final class Issuers {
  private final List<byte[]> pem;

  /**
   * @param der each one's issuer after it, without the root
   */
  Issuers(List<byte[]> der) {
    this.pem = der.stream().map(Pem.CERTIFICATE::encode).toList();
  }

  /** Each of them as PEM. */
  List<byte[]> pem() {
    return pem;
  }

  /** The whole chain: {@code leaf}, then these. */
  X509Certificate[] behind(X509Certificate leaf) {
    X509Certificate[] chain = new X509Certificate[1 + pem.size()];
    chain[0] = leaf;
    for (int i = 0; i < pem.size(); i++) {
      chain[i + 1] = PemX509Certificate.valueOf(pem.get(i));
    }
    return chain;
  }
}
