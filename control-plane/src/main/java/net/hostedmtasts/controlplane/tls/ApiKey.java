package net.hostedmtasts.controlplane.tls;

import jakarta.inject.Singleton;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the API is answered with, and its key. Another one counts from the next
 * handshake; without one, handshakes are refused.
 */
@Singleton
final class ApiKey extends X509ExtendedKeyManager {
  private volatile @Nullable Held held;

  /** A handshake that has chosen it may still ask for its chain and key. */
  private volatile @Nullable Held before;

  /** One certificate, named by its id. */
  private record Held(UUID id, List<X509Certificate> chain, PrivateKey key) {
    boolean is(String alias) {
      return id.toString().equals(alias);
    }

    @Override
    public String toString() {
      return "Held[" + id + "]";
    }
  }

  /** Whether this certificate is the one that is answered with. */
  boolean is(UUID certificate) {
    Held now = held;
    return now != null && now.id().equals(certificate);
  }

  /** Answers with this one from now on. */
  void use(UUID certificate, List<X509Certificate> chain, PrivateKey key) {
    before = held;
    held = new Held(certificate, chain, key);
  }

  private @Nullable Held named(String alias) {
    Held now = held;
    if (now != null && now.is(alias)) {
      return now;
    }
    Held last = before;
    return last != null && last.is(alias) ? last : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Held now = held;
    return now == null || !keyType.equals(now.key().getAlgorithm()) ? null : now.id().toString();
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Held found = named(alias);
    return found == null ? null : found.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Held found = named(alias);
    return found == null ? null : found.key();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}
