package net.hostedmtasts.controlplane.outside;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The certificates that a server shows in one handshake. */
final class PresentedChain {
  private volatile List<X509Certificate> chain = List.of();

  /** The certificates, the server's own first; empty as long as none has come. */
  List<X509Certificate> chain() {
    return chain;
  }

  Optional<CertificateFacts> facts() {
    return chain.stream().findFirst().map(CertificateFacts::of);
  }

  void show(List<X509Certificate> shown) {
    chain = List.copyOf(shown);
  }
}
