package net.hostedmtasts.policyserver.report;

import jakarta.inject.Singleton;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import net.hostedmtasts.policyserver.certificate.EngineKeys;
import org.jspecify.annotations.Nullable;

/** The certificate from files. Another one counts from the next handshake. */
@Singleton
final class FileKeys extends EngineKeys {
  private volatile @Nullable Held held;

  /** A handshake that has chosen it may still ask for its chain and key. */
  private volatile @Nullable Held before;

  /** The nth that was read. */
  private record Held(int number, ServerKey read) {
    String alias() {
      return Integer.toString(number);
    }
  }

  /** Answers with this one from now on. */
  synchronized void use(ServerKey read) {
    Held last = held;
    before = last;
    held = new Held(last == null ? 1 : last.number() + 1, read);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Held now = held;
    return now == null || !now.read().key().getAlgorithm().equals(keyType) ? null : now.alias();
  }

  private @Nullable ServerKey named(String alias) {
    Held now = held;
    if (now != null && now.alias().equals(alias)) {
      return now.read();
    }
    Held last = before;
    return last != null && last.alias().equals(alias) ? last.read() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    ServerKey found = named(alias);
    return found == null ? null : found.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    ServerKey found = named(alias);
    return found == null ? null : found.key();
  }
}
